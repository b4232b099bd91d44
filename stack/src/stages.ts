/** One line a stage, with its time. Stages may run at the same time; each line is written when its stage is over. */

export type Write = (line: string) => void;

export class Stages {
  readonly #write: Write;
  readonly #startedAt = performance.now();

  constructor(write: Write = (line) => console.log(line)) {
    this.#write = write;
  }

  /** `work` may answer with a word on the outcome, such as "up to date". A word in capitals says that not all is well. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const line = (sign: string, note = '') =>
      `  ${sign} ${name.padEnd(20)} ${seconds(startedAt)}${note && `  ${note}`}`;
    try {
      const outcome = await work();
      const note = typeof outcome === 'string' ? outcome : '';
      this.#write(line(/[A-Z]{4}/.test(note) ? '✗' : '✓', note));
      return outcome;
    } catch (error) {
      this.#write(line('✗', 'failed'));
      throw error;
    }
  }

  say(text: string): void {
    this.#write(text);
  }

  get total(): string {
    return seconds(this.#startedAt).trim();
  }
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(7);
