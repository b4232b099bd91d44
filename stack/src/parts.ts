/** All parts of one stack: started one by one, stopped layer by layer from the top, within 10 s whatever they do. */
import { type Layer, Part, type PartSpec } from './processes.ts';

/** How long a layer may take to end cleanly, top first. Together below 10 s. */
const GRACE_MS: [Layer, number][] = [
  ['app', 4000],
  ['model', 2500],
  ['data', 2500],
];

export class Parts {
  readonly #parts = new Map<string, Part>();
  readonly #onTrouble: (message: string) => void;
  #closed = false;

  constructor(onTrouble: (message: string) => void = () => {}) {
    this.#onTrouble = onTrouble;
  }

  async start(spec: PartSpec): Promise<Part> {
    if (this.#closed) throw new Error(`${spec.name} is not started: the stack is being stopped`);
    const part = new Part(spec, this.#onTrouble);
    this.#parts.set(spec.name, part);
    await part.start();
    return part;
  }

  /** @throws when the stack has no such part, for instance because an external one stands in for it. */
  get(name: string): Part {
    const part = this.#parts.get(name);
    if (!part) throw new Error(`There is no part named ${name}`);
    return part;
  }

  list(): Part[] {
    return [...this.#parts.values()];
  }

  async stop(): Promise<void> {
    this.#closed = true;
    for (const [layer, graceMs] of GRACE_MS) {
      const members = this.list().filter((part) => part.spec.layer === layer);
      await Promise.all(members.map((part) => part.stop(graceMs)));
    }
  }

  kill(): void {
    this.#closed = true;
    for (const part of this.list()) part.kill();
  }
}
