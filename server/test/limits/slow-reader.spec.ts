/** [AK7] Browsers that read nothing of what they are sent, and say that all is well. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Emitter } from '@socket.io/redis-emitter';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { channelOf } from '../../src/realtime/room-socket.ts';
import { Cluster } from '../support/cluster.ts';
import { type DeafSocket, deafSocket, idleSocket } from '../support/deaf-socket.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';

const DEAF = 20;
/** Each of them asks for so many snapshots of a room with this many long prompts: 2 MB each. */
const JOINS = 12;
const PROMPTS = 100;
const LONG = 'a red apple '.repeat(830);
const PREVIEWS = 500;
const PREVIEW_BYTES = 50_000;
const MAX_GROWTH_MB = 300;
const PONG = '3';

const IDLE = 2_000;
/** MAX_SOCKETS_PER_ADDRESS, as it is for everybody. */
const PER_ADDRESS = 500;

let cluster: Cluster;
let redis: ReturnType<typeof createClient>;
let host: RoomTab;
const people: Person[] = [];
const deaf: DeafSocket[] = [];

beforeAll(async () => {
  cluster = await Cluster.start({ workers: 0 });
  redis = createClient({ url: cluster.data.env.REDIS_URL });
  await redis.connect();
  host = await (await enter('Host')).host();
});
afterAll(async () => {
  for (const socket of deaf) socket.close();
  for (const person of people) person.leave();
  redis?.destroy();
  await cluster?.stop();
});

async function enter(name: string): Promise<Person> {
  const person = await Person.enter(cluster.gateway, name);
  people.push(person);
  return person;
}

/** The largest that the gateway was while `work` went on. */
async function peakMb(work: Promise<unknown>): Promise<number> {
  let peak = 0;
  let isDone = false;
  const watch = async () => {
    while (!isDone) {
      peak = Math.max(peak, cluster.gateway.process.megabytes());
      await sleep(50);
    }
  };
  await Promise.all([work.finally(() => (isDone = true)), watch()]);
  return peak;
}

/** Previews of a model that makes them faster than anybody could want. */
async function flowOfPreviews(roomId: string): Promise<void> {
  const emitter = new Emitter({
    publish: (channel: string, message: Buffer | string) => redis.publish(channel, message),
  });
  const preview = Buffer.alloc(PREVIEW_BYTES, 1);
  for (let step = 1; step <= PREVIEWS; step++) {
    emitter.to(channelOf(roomId as never)).volatile.emit('generation:progressed', {
      roomId,
      generationId: roomId,
      attempt: 1,
      index: 0,
      step,
      steps: PREVIEWS,
      preview,
      previewType: 'image/webp',
      sentAtMs: Date.now(),
    });
    if (step % 20 === 0) await sleep(20);
  }
}

async function goDeaf(slug: string): Promise<DeafSocket> {
  const person = await enter('Deaf');
  const socket = await deafSocket(cluster.gateway.url, person.cookie);
  deaf.push(socket);
  socket.send(`420["room:join",{"slug":"${slug}"}]`);
  return socket;
}

it(`[AK7] ${DEAF} of them are dropped before memory grows, and who reads sees everything`, async () => {
  const { process } = cluster.gateway;
  const { room } = host;
  // Long prompts make a snapshot large; whoever wrote them is let in as fast as the limits allow.
  for (let n = 0; n < PROMPTS; n++) await host.request({ prompt: LONG, negativePrompt: LONG });
  const reader = await (await enter('Reader')).openRoom(room);
  const pid = process.pid;
  const beforeMb = process.megabytes();
  for (let n = 0; n < DEAF; n++) await goDeaf(room.slug);
  const pongs = setInterval(() => {
    for (const socket of deaf) socket.send(PONG);
  }, 500);
  const attack = async () => {
    for (let n = 1; n <= JOINS; n++) {
      for (const socket of deaf) socket.send(`42${n}["room:join",{"slug":"${room.slug}"}]`);
      await sleep(20);
    }
    await poll(() => deaf.every(({ isClosed }) => isClosed) || undefined, {
      what: 'the end of all',
      timeoutMs: 60_000,
    });
  };
  const startedAt = performance.now();
  const work = Promise.all([attack(), flowOfPreviews(room.id)]).finally(() => clearInterval(pongs));
  const peak = await peakMb(work);
  const seconds = (performance.now() - startedAt) / 1000;
  const previews = reader.all('generation:progressed').length;
  console.log(
    `${DEAF} deaf sockets asked for ${DEAF * JOINS} snapshots of 2 MB and were sent ${PREVIEWS} previews of ${PREVIEW_BYTES / 1000} kB: ` +
      `memory ${beforeMb} MB, at its peak ${peak} MB; all dropped after ${seconds.toFixed(1)} s; the reader saw ${previews} previews`,
  );
  expect(process.pid).toBe(pid);
  expect(peak - beforeMb).toBeLessThan(MAX_GROWTH_MB);
  const asked = await reader.request({ prompt: 'for all to see' }).catch((error: unknown) => error);
  expect(asked).toMatchObject({ status: 'queued' });
  // Facts come to the reader without a gap: it never had to join again.
  expect(reader.snapshots).toHaveLength(1);
  expect(reader.socket.connected).toBe(true);
});

it(`[AK6] ${IDLE} connections of one address that say nothing: so many are open as may be, and another address comes in`, async () => {
  const { process, url } = cluster.gateway;
  const beforeMb = process.megabytes();
  const startedAt = performance.now();
  const sockets = [];
  // In rounds: a machine takes only so many new connections at a time.
  for (let n = 0; n < IDLE; n += 100) {
    sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => idleSocket(url, '203.0.113.9')))));
  }
  const ms = Math.round(performance.now() - startedAt);
  const open = sockets.filter(({ status }) => status === 101).length;
  console.log(
    `${IDLE} idle connections in ${ms} ms: ${open} open, ${IDLE - open} refused; memory ${beforeMb} MB, then ${process.megabytes()} MB`,
  );
  expect(open).toBe(PER_ADDRESS);
  expect(new Set(sockets.map(({ status }) => status))).toEqual(new Set([101, 400]));
  const other = await idleSocket(url, '203.0.113.10');
  expect(other.status).toBe(101);
  other.close();
  for (const socket of sockets) socket.close();
});
