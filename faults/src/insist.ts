/** As a page does: what was not answered, or may be answered otherwise later, is asked for again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, CommandInput, CommandResult } from '@darkroom/protocol';
import type { Gateway } from '../../server/test/support/cluster.ts';
import { Connection, Refused } from '../../server/test/support/connection.ts';
import type { Person } from '../../server/test/support/person.ts';
import type { RoomTab } from '../../server/test/support/room-tab.ts';

const AGAIN_MS = 250;
/** Longer than any fault: who gives up after this was not answered. */
const PATIENCE_MS = 90_000;
const ANSWER_MS = 20_000;

/** @throws Refused when it was refused for good, Error when it was not answered in time */
export async function insist<T>(what: string, send: () => Promise<T>): Promise<T> {
  let reason: unknown = 'no answer';
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(AGAIN_MS)) {
    try {
      return await send();
    } catch (error) {
      // A connection that broke just now is a new one to the gateway, which has not joined yet.
      if (error instanceof Refused && !error.error.retryable && error.error.code !== 'not_member') throw error;
      reason = error;
    }
  }
  throw new Error(`${what} was not acknowledged: ${reason}`);
}

/** By an open tab, whenever its room is live. */
export function tell<C extends Command>(tab: RoomTab, command: C, payload: CommandInput<C>): Promise<CommandResult<C>> {
  return insist(command, async () => {
    if (tab.feed.status !== 'live') throw new Error(`the room is ${tab.feed.status}`);
    return tab.ask(command, payload);
  });
}

/** Over HTTP; answers with the JSON of the answer, if there is any. */
export function call<T>(person: Person, path: string, init: RequestInit = {}): Promise<T> {
  return insist(path, async () => {
    const answer = await person.fetch(path, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
    const text = await answer.text();
    if (answer.ok) return (text ? JSON.parse(text) : null) as T;
    throw new Refused(path, JSON.parse(text).error);
  });
}

/** Without an open tab: each try has a connection of its own, which opens the room and then asks. */
export function visit<C extends Command>(
  person: Person,
  gateway: Gateway,
  { slug, invite }: { slug: string; invite?: string },
  command: C,
  payload: CommandInput<C>,
): Promise<CommandResult<C>> {
  return insist(command, async () => {
    const connection = new Connection(gateway.url, person.cookie);
    try {
      await connection.open();
      const joined = await connection.ask('room:join', {
        slug,
        ...(invite && { invite }),
      } as CommandInput<'room:join'>);
      return command === 'room:join' ? (joined as CommandResult<C>) : await connection.ask(command, payload);
    } finally {
      connection.close();
    }
  });
}
