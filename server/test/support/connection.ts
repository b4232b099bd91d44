/** A browser's connection to a gateway. It remembers every event and lets tests wait for one, never for a time. */
import type {
  Ack,
  Command,
  CommandInput,
  CommandResult,
  Fact,
  FactPayload,
  Signal,
  SignalPayload,
} from '@darkroom/protocol';
import { io, type Socket } from 'socket.io-client';

/** An upper bound, for machines on which many things run at once. Nothing waits this long unless something is wrong. */
export const DEADLINE_MS = 60_000;
/** No command may take longer than this, whatever is away. */
const ACK_MS = 20_000;

export type EventName = Fact | Signal;
export type EventPayload<E extends EventName> = E extends Fact
  ? FactPayload<E>
  : E extends Signal
    ? SignalPayload<E>
    : never;

export interface Heard {
  name: string;
  payload: unknown;
  atMs: number;
}

export class Refused extends Error {
  readonly error: Extract<Ack<unknown>, { ok: false }>['error'];

  constructor(command: string, error: Refused['error']) {
    super(`${command}: ${error.code}: ${error.message}`);
    this.error = error;
  }
}

export class Connection {
  readonly socket: Socket;
  readonly heard: Heard[] = [];
  private readonly watchers = new Set<() => void>();

  constructor(url: string, cookie: string) {
    this.socket = io(url, {
      transports: ['websocket'],
      extraHeaders: { cookie },
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    this.socket.onAny((name: string, payload: unknown) => this.hear(name, payload));
    for (const name of ['connect', 'disconnect'] as const) this.socket.on(name, () => this.hear(name, undefined));
    this.socket.on('connect_error', (error) => this.hear('connect_error', error.message));
  }

  /** @throws Error with the server's code when it refuses the connection */
  async open(): Promise<this> {
    this.socket.connect();
    const outcome = await this.until(() => {
      if (this.socket.connected) return 'connected';
      return this.heard.find(({ name }) => name === 'connect_error')?.payload as string | undefined;
    }, 'a connection');
    if (outcome !== 'connected') throw new Error(outcome);
    return this;
  }

  close(): void {
    this.socket.disconnect();
  }

  /** Sends anything as a command. */
  async send<C extends Command>(command: C, payload: unknown): Promise<Ack<CommandResult<C>>> {
    return await this.socket.timeout(ACK_MS).emitWithAck(command, payload);
  }

  /** @throws Refused */
  async ask<C extends Command>(command: C, payload: CommandInput<C>): Promise<CommandResult<C>> {
    const answer = await this.send(command, payload);
    if (!answer.ok) throw new Refused(command, answer.error);
    return answer.data;
  }

  all<E extends EventName>(name: E): EventPayload<E>[] {
    return this.heard.filter((event) => event.name === name).map(({ payload }) => payload as EventPayload<E>);
  }

  /** The first such event, heard already or to come. */
  event<E extends EventName>(
    name: E,
    matches: (payload: EventPayload<E>) => boolean = () => true,
    timeoutMs = DEADLINE_MS,
  ): Promise<EventPayload<E>> {
    return this.until(() => this.all(name).find(matches), name, timeoutMs);
  }

  /** Asks again after every event until the answer is not undefined. */
  until<T>(ask: () => T | undefined, what: string, timeoutMs = DEADLINE_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.watchers.delete(look);
        settle();
      };
      const look = () => {
        const answer = ask();
        if (answer !== undefined) finish(() => resolve(answer));
      };
      const timer = setTimeout(() => {
        const latest = this.heard.slice(-12).map(({ name }) => name);
        finish(() => reject(new Error(`${what} did not come within ${timeoutMs} ms; the latest events: ${latest}`)));
      }, timeoutMs);
      this.watchers.add(look);
      look();
    });
  }

  private hear(name: string, payload: unknown): void {
    this.heard.push({ name, payload, atMs: Date.now() });
    this.look();
  }

  /** Something happened: whoever waits looks whether it is what they wait for. */
  protected look(): void {
    for (const look of [...this.watchers]) look();
  }
}
