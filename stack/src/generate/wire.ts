/** How the command line speaks to a running Darkroom: the same REST and Socket.IO as a browser, types from the protocol. */
import type { Ack, ClientToServer, Command, CommandInput, CommandResult, ServerToClient } from '@darkroom/protocol';
import { io, type Socket } from 'socket.io-client';
import { Failure } from '../failure.ts';

export type Connection = Socket<ServerToClient, ClientToServer>;

const ANSWER_MS = 20_000;

export class Http {
  readonly url: string;
  cookie: string;

  constructor(url: string, cookie = '') {
    this.url = url;
    this.cookie = cookie;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(this.cookie && { cookie: this.cookie }), ...init.headers };
    try {
      return await fetch(new URL(path, this.url), { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) });
    } catch (error) {
      throw new Failure(
        `No Darkroom answers at ${this.url} (${reasonOf(error)}).`,
        'Start it with npm start, or name another with --url.',
      );
    }
  }

  async post(path: string, body: object): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }
}

const reasonOf = (error: unknown) => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause);
};

/** The answer's JSON. @throws Failure with the server's own words when it refused. */
export async function jsonOf<T>(response: Response, what: string): Promise<T> {
  const body = (await response.json().catch(() => ({}))) as { error?: { message?: string } };
  if (response.ok) return body as T;
  throw new Failure(`${what}: ${body.error?.message ?? `the server answered ${response.status}`}`);
}

export const connect = ({ url, cookie }: Http): Connection =>
  io(url, { transports: ['websocket'], extraHeaders: { cookie }, reconnectionDelayMax: 2000 });

/** @throws Failure with the server's reason when the command was refused or never answered. */
export async function ask<C extends Command>(
  socket: Connection,
  name: C,
  payload: CommandInput<C>,
): Promise<CommandResult<C>> {
  const emit = socket.timeout(ANSWER_MS).emitWithAck as (
    event: string,
    payload: unknown,
  ) => Promise<Ack<CommandResult<C>>>;
  const answer = await emit.call(socket.timeout(ANSWER_MS), name, payload).catch(() => undefined);
  if (!answer) throw new Failure(`The server did not answer ${name} within ${ANSWER_MS / 1000} s.`);
  if (answer.ok) return answer.data;
  throw new Failure(`${answer.error.message} (${answer.error.code})`);
}
