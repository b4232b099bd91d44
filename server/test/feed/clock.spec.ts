/** The clock of a process is set while Redis keeps its numbers. */
import { RoomId } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FairShare } from '../../src/queue/fair-share.ts';
import { Forecasts } from '../../src/queue/forecasts.ts';
import { GenerationQueue } from '../../src/queue/generation.queue.ts';
import { RoomFeed } from '../../src/realtime/room-feed.ts';
import { Log } from '../../src/shared/log.ts';
import { Redis } from '../../src/shared/redis.ts';
import { type OwnData, ownData } from '../support/own-data.ts';
import { testEnv } from '../support/test-env.ts';

const HOUR_MS = 3_600_000;

let data: OwnData;
let redis: Redis;
let feed: RoomFeed;
let queue: GenerationQueue;

beforeAll(async () => {
  data = await ownData();
  const env = testEnv(data.env);
  const log = new Log(env);
  redis = new Redis(env, log);
  await redis.commands.connect();
  feed = new RoomFeed(redis, log);
  queue = new GenerationQueue(redis, new FairShare(redis), new Forecasts(redis), log);
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  await queue?.onModuleDestroy();
  redis?.onModuleDestroy();
  await data?.remove();
});

function setClock(stepMs: number): void {
  const nowMs = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(nowMs + stepMs);
}

describe.each([-HOUR_MS, HOUR_MS])('a clock that is set by %d ms', (stepMs) => {
  it('[RC5] neither turns the numbers of a room back nor skips one', async () => {
    const roomId = RoomId.parse(uuidv7());
    await feed.publish(roomId, 'presence:changed', { people: [] });
    const before = await feed.seq(roomId);
    setClock(stepMs);
    await feed.publish(roomId, 'presence:changed', { people: [] });
    expect(await feed.seq(roomId)).toBe(before + 1);
  });

  it('[QU3] does not turn the ticks of the line back', async () => {
    const { tick } = await queue.scan();
    setClock(stepMs);
    expect((await queue.scan()).tick).toBe(tick + 1);
  });
});
