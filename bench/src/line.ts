/** The line: whether turns are fair, whether times left come true, and what places cost while thousands wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { connected } from '../../stack/src/generate/develop.ts';
import { ask, type Connection, connect, type Http, jsonOf } from '../../stack/src/generate/wire.ts';
import type { Stack } from '../../stack/src/stack.ts';
import { endOf } from './end-of.ts';
import { type Figure, figure, median } from './figures.ts';
import { enter } from './visitor.ts';

const TOKEN = 'a token of this bench alone';
/** What a stack for it is started with: no limit is in the way of one machine that is many people. */
export const LINE_ENV = {
  METRICS_TOKEN: TOKEN,
  MAX_WAITING_PER_PERSON: '10000',
  LIMIT_SESSIONS: '9999999/1',
  LIMIT_ROOMS: '9999999/1',
  LIMIT_JOINS: '9999999/1',
  LIMIT_SUBMITS: '9999999/1',
  LIMIT_COMMANDS: '9999999/1',
  MAX_SOCKETS_PER_ADDRESS: '10000',
};

const SETTINGS = { negativePrompt: '', model: 'builtin', guidanceScale: 4, width: 64, height: 64, count: 1, steps: 1 };
/** Of one person, before another comes. */
const QUEUED = 200;
const WARM = 20;
const TIMED = 100;
const FEW = { people: 10, rooms: 1, prompts: 10 };
const MANY = { people: 100, rooms: 10, prompts: 10 };
const TICKS = 15;

interface Guest {
  socket: Connection;
  rooms: Room[];
}

export async function line(stack: Stack, say: (text: string) => void): Promise<Figure[]> {
  const turns = await newcomer(stack);
  say('turns');
  const [error] = await timesLeft(stack);
  say('times left');
  // From here on the line stands.
  const worker = stack.parts.list().find(({ name }) => name === 'worker');
  if (!worker?.pid) throw new Error('There is no worker');
  process.kill(worker.pid, 'SIGSTOP');
  const few = await ticksWith(stack, FEW);
  say('100 waiting');
  const many = await ticksWith(stack, MANY);
  process.kill(worker.pid, 'SIGCONT');
  const [fewJobs, manyJobs] = [FEW, MANY].map(({ people, rooms, prompts }) => people * rooms * prompts) as [
    number,
    number,
  ];
  return [
    figure(`starts of others before a newcomer's, behind ${QUEUED} of one person`, turns, '', 1),
    figure(`time left, median error of the last ${TIMED}, mixed steps and sizes`, error * 100, '%', 20),
    figure(`a tick with ${fewJobs} waiting`, few * 1000, 'ms'),
    figure(`a tick with ${fewJobs + manyJobs} waiting in ${MANY.people * MANY.rooms} rooms`, many * 1000, 'ms'),
    figure('that, a waiting one, against few', many / (fewJobs + manyJobs) / (few / fewJobs), 'x', 1.5),
  ];
}

async function visit(url: string, name: string, rooms: number): Promise<Guest> {
  const http = await enter(url, name);
  const made: Room[] = [];
  for (let n = 0; n < rooms; n++) made.push(await jsonOf<Room>(await http.post('/api/rooms', {}), 'No room'));
  return { socket: await inside(http, made), rooms: made };
}

async function inside(http: Http, rooms: Room[]): Promise<Connection> {
  const socket = connect(http);
  await connected(socket, http.url);
  for (const { slug } of rooms) await ask(socket, 'room:join', { slug });
  return socket;
}

async function request({ socket, rooms }: Guest, more: Partial<typeof SETTINGS> = {}, n = 0): Promise<string> {
  const roomId = rooms[n % rooms.length]?.id ?? '';
  const id = uuidv7();
  await ask(socket, 'generation:request', { ...SETTINGS, ...more, id, roomId, prompt: 'a key', seed: n });
  return id;
}

/** How many of the other's pictures start between a newcomer's ack and the newcomer's start. */
async function newcomer(stack: Stack): Promise<number> {
  const [host, guest] = [await visit(stack.url, 'Host', 1), await visit(stack.url, 'Newcomer', 1)];
  const started: number[] = [];
  host.socket.on('generation:started', () => started.push(Date.now()));
  const ids = await Promise.all(Array.from({ length: QUEUED }, (_, n) => request(host, {}, n)));
  const last = endOf(host.socket, ids.at(-1) ?? '');
  while (started.length < 5) await sleep(10);
  const startOfGuest = new Promise<number>((resolve) => {
    guest.socket.once('generation:started', () => resolve(Date.now()));
  });
  await request(guest);
  const askedAt = Date.now();
  const startedAt = await startOfGuest;
  await last;
  for (const { socket } of [host, guest]) socket.disconnect();
  return started.filter((at) => at > askedAt && at < startedAt).length;
}

/** Five wait at any time, of very different effort. */
async function timesLeft(stack: Stack): Promise<[number]> {
  const guest = await visit(stack.url, 'Patient', 1);
  const efforts = [4, 10, 20, 28, 50].flatMap((steps) => [64, 128].map((width) => ({ steps, width, height: 128 })));
  const pending: Promise<unknown>[] = [];
  for (let n = 0; n < WARM + TIMED; n++) {
    const id = await request(guest, efforts[Math.floor(Math.random() * efforts.length)], n);
    pending.push(endOf(guest.socket, id));
    if (n >= 5) await pending[n - 5];
  }
  await Promise.all(pending);
  guest.socket.disconnect();
  return [(await metrics(stack)).get('darkroom_time_left_error') ?? Number.NaN];
}

/** Seconds of a tick, median, once these wait as well. */
async function ticksWith(stack: Stack, { people, rooms, prompts }: typeof FEW): Promise<number> {
  const guests: Guest[] = [];
  for (let n = 0; n < people; n++) guests.push(await visit(stack.url, `Person ${n}`, rooms));
  await Promise.all(
    guests.map(async (guest) => {
      for (let n = 0; n < rooms * prompts; n++) await request(guest, {}, n);
    }),
  );
  const [first] = guests;
  if (!first) throw new Error('Nobody came');
  const seconds: number[] = [];
  let before = await metrics(stack);
  while (seconds.length < TICKS) {
    // Something changed: there will be a tick.
    const id = await request(first);
    await ask(first.socket, 'generation:cancel', { roomId: first.rooms[0]?.id ?? '', generationId: id });
    await sleep(400);
    const now = await metrics(stack);
    const rise = (name: string) => (now.get(name) ?? 0) - (before.get(name) ?? 0);
    const ticks = rise('darkroom_board_tick_seconds_count');
    if (ticks > 0) seconds.push(rise('darkroom_board_tick_seconds_sum') / ticks);
    before = now;
  }
  return median(seconds);
}

async function metrics({ url }: Stack): Promise<Map<string, number>> {
  const answer = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const lines = (await answer.text()).split('\n').filter((text) => text && !text.startsWith('#'));
  return new Map(lines.map((text) => [text.split(' ')[0] ?? '', Number(text.split(' ')[1])]));
}
