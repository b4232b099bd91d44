/** [QU6] how good the times left are, on a real Redis. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { Forecasts } from '../../src/queue/forecasts.ts';
import { Log } from '../../src/shared/log.ts';
import { Redis } from '../../src/shared/redis.ts';
import { type OwnData, ownData } from '../support/own-data.ts';
import { testEnv } from '../support/test-env.ts';

let data: OwnData;
let redis: Redis;
let forecasts: Forecasts;

beforeAll(async () => {
  data = await ownData();
  const env = testEnv({ REDIS_URL: data.env.REDIS_URL ?? '' });
  redis = new Redis(env, new Log(env));
  await redis.commands.connect();
  forecasts = new Forecasts(redis);
});
beforeEach(() => redis.commands.flushDb());
afterAll(async () => {
  vi.restoreAllMocks();
  await redis?.onModuleDestroy();
  await data?.remove();
});

let clockMs = 1_000_000;
vi.spyOn(Date, 'now').mockImplementation(() => clockMs);

/** Somebody is told 1,000 ms, and it takes that much. */
async function comesTrue(id: string, afterMs: number): Promise<void> {
  await forecasts.tell([{ id, readyInMs: 1_000 }]);
  clockMs += afterMs;
  await forecasts.cameTrue(id);
  await forecasts.forget(id);
}

it('knows no error before anything came true, and guesses a wide range', async () => {
  expect(await forecasts.medianError()).toBeNull();
  expect(await forecasts.spread()).toEqual({ low: 0.8, high: 1.5 });
});

it('takes the median of how far off each first word was', async () => {
  for (const [n, tookMs] of [800, 1_000, 2_000].entries()) await comesTrue(`${n}`, tookMs);
  // Off by 0.25, 0 and 0.5 of what it took.
  expect(await forecasts.medianError()).toBeCloseTo(0.25);
});

it('counts the first word, not a later one that knows better', async () => {
  await forecasts.tell([{ id: 'a', readyInMs: 1_000 }]);
  clockMs += 1_500;
  await forecasts.tell([{ id: 'a', readyInMs: 500 }]);
  clockMs += 500;
  await forecasts.cameTrue('a');
  expect(await forecasts.medianError()).toBeCloseTo(0.5);
});

it('gives the range in which eight of ten of the last hundred lay, and keeps no more than those', async () => {
  for (let n = 0; n < 100; n++) await comesTrue(`old ${n}`, 9_000);
  for (let n = 1; n <= 100; n++) await comesTrue(`${n}`, n * 10);
  const { low, high } = await forecasts.spread();
  expect(low).toBeCloseTo(0.1);
  expect(high).toBeCloseTo(0.9);
});

it('keeps no word for ever, should nobody say how that one ended', async () => {
  await forecasts.tell([{ id: 'lost', readyInMs: 1_000 }]);
  const kept = await redis.commands.keys('*');
  expect(kept).toHaveLength(1);
  for (const key of kept) expect(await redis.commands.ttl(key)).toBeGreaterThan(0);
});

it('learns nothing from one that nobody was told of, or whose clock was set back', async () => {
  await forecasts.cameTrue('never told');
  await comesTrue('set back', -5_000);
  expect(await forecasts.medianError()).toBeNull();
  expect(await redis.commands.keys('*')).toEqual([]);
});
