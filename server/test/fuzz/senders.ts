/** People who send random messages to a gateway, and whether it bore that well. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Gateway } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { type RawSocket, rawSocket } from '../support/raw-socket.ts';
import { type Message, messages } from './frames.ts';

const SENDERS = 4;
/** So many are on their way before an answer is waited for. */
const BURST = 100;

export interface Tally {
  sent: number;
  closed: number;
}

/** Sends `count` messages, each while its connection was open. What need not close the connection must not. */
export async function sendRandom(gateway: Gateway, count: number, seed: number): Promise<Tally> {
  const host = await Person.enter(gateway, 'Host');
  const room = await host.makeRoom();
  // Far apart: the rounds of one sender are not those of another.
  const senders = Array.from({ length: SENDERS }, (_, n) =>
    send(gateway, room, Math.ceil(count / SENDERS), seed + n * 1_000_000),
  );
  const tallies = await Promise.all(senders);
  return {
    sent: tallies.reduce((sum, { sent }) => sum + sent, 0),
    closed: tallies.reduce((sum, { closed }) => sum + closed, 0),
  };
}

async function send(gateway: Gateway, room: { id: string; slug: string }, count: number, seed: number): Promise<Tally> {
  const mallory = await Person.enter(gateway, 'Mallory');
  const open = () => rawSocket(gateway.url, mallory.cookie);
  let socket: RawSocket = await open();
  const tally: Tally = { sent: 0, closed: 0 };
  for (let round = 0; tally.sent < count; round++) {
    const burst = fc.sample(messages(room), { numRuns: BURST, seed: seed + round });
    for (const message of burst) {
      if (message.mayClose) await expectOpen(socket, burst, `what came before ${show(message)}`);
      for (const frame of message.frames) socket.send(frame);
      tally.sent++;
      if (!message.mayClose || (await isOpen(socket, show(message)))) continue;
      tally.closed++;
      socket = await open();
    }
    await expectOpen(socket, burst, `round ${round}`);
  }
  socket.close();
  return tally;
}

const show = ({ frames }: Message) => JSON.stringify(frames.map(String)).slice(0, 200);

const isOpen = (socket: RawSocket, after: string) =>
  socket.answers().catch((cause: unknown) => {
    throw new Error(`The connection is open and does not answer after ${after}`, { cause });
  });

/** No message so far was of a kind that may close it. */
async function expectOpen(socket: RawSocket, burst: Message[], after: string): Promise<void> {
  const harmless = () => burst.filter(({ mayClose }) => !mayClose).map(show);
  if (!(await isOpen(socket, after))) throw new Error(`${after} closed the connection:\n${harmless().join('\n')}`);
}

/** The same process serves another person, and met no error of its own: that would be logged as one. */
export async function expectWell(gateway: Gateway, pid: number): Promise<void> {
  expect(gateway.process.isAlive).toBe(true);
  expect(gateway.process.pid).toBe(pid);
  const errors = gateway.process
    .log()
    .split('\n')
    .filter((line) => /"level":[56]0/.test(line));
  expect(errors).toEqual([]);
  const other = await Person.enter(gateway, 'Other');
  const tab = await other.host();
  expect((await tab.request()).status).toBe('queued');
  other.leave();
}
