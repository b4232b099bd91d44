/** Ports: those of embedded parts are chosen once and remembered, so that a restart finds its parts where they were. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Failure } from './failure.ts';
import { writeWhole } from './secrets.ts';

/** Below the range from which Linux takes ports for outgoing connections, so that none of those can sit on a remembered one. */
const LOWEST = 20_000;
const COUNT = 12_000;

export class Ports {
  readonly #file: string;
  readonly #remembered: Record<string, number>;
  readonly #given = new Set<number>();

  constructor(home: string) {
    this.#file = path.join(home, 'ports.json');
    this.#remembered = fs.existsSync(this.#file) ? JSON.parse(fs.readFileSync(this.#file, 'utf8')) : {};
  }

  /** Where a part of a running Darkroom listens. */
  remembered(part: string): number {
    const port = this.#remembered[part];
    if (port === undefined) throw new Failure(`${this.#file} does not say where ${part} listens.`);
    return port;
  }

  /** The port of last time when it is free, otherwise another one. */
  async for(part: string): Promise<number> {
    let port = this.#remembered[part];
    while (port === undefined || this.#given.has(port) || !(await isFree(port))) port = someport();
    this.#given.add(port);
    if (this.#remembered[part] !== port) {
      this.#remembered[part] = port;
      writeWhole(this.#file, this.#remembered, 0o644);
    }
    return port;
  }
}

const someport = () => LOWEST + Math.floor(Math.random() * COUNT);

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The web port is the person's choice: never replaced by another, but refused with the way out. */
export async function assertFree(port: number, host: string): Promise<void> {
  if (await isFree(port, host)) return;
  throw new Failure(
    `Port ${port} is taken by another program.`,
    `Stop that program, or choose another port with the variable PORT: PORT=${port + 1} npm start`,
  );
}
