import { expect, it } from 'vitest';
import type { Redis } from '../shared/redis.ts';
import { Estimates } from './estimates.ts';

const EFFORT = { model: 'builtin', steps: 10, width: 100, height: 100, count: 1 };

/** The two hashes that are used, in memory. */
function estimates(): Estimates {
  const hashes = new Map<string, Map<string, string>>();
  const hash = (key: string) => hashes.get(key) ?? hashes.set(key, new Map()).get(key) ?? new Map<string, string>();
  const commands = {
    hGet: async (key: string, field: string) => hash(key).get(field) ?? null,
    hSet: async (key: string, field: string, value: string) => hash(key).set(field, value),
    hExists: async (key: string, field: string) => hash(key).has(field),
    hGetAll: async (key: string) => Object.fromEntries(hash(key)),
  };
  return new Estimates({ commands } as unknown as Redis);
}

const told = async (from: Estimates, effort = EFFORT) => (await from.estimator())(effort);

it('tells what it learnt, and nothing of a model that was never timed', async () => {
  const learnt = estimates();
  expect(await told(learnt)).toBeNull();
  await learnt.learn(EFFORT, { wholeMs: 1000, stepMs: 90 });
  expect(await told(learnt)).toBeCloseTo(1000);
});

it('tells more steps, more pixels and more pictures from what comes on top once a picture', async () => {
  const learnt = estimates();
  await learnt.learn(EFFORT, { wholeMs: 1000, stepMs: 90 });
  expect(await told(learnt, { ...EFFORT, steps: 50 })).toBeCloseTo(50 * 90 + 100);
  expect(await told(learnt, { ...EFFORT, width: 200 })).toBeCloseTo(10 * 180 + 100);
  expect(await told(learnt, { ...EFFORT, count: 3 })).toBeCloseTo(3000);
});

it('a picture of one step teaches only where nothing better is known', async () => {
  const learnt = estimates();
  await learnt.learn({ ...EFFORT, steps: 1 }, { wholeMs: 190, stepMs: null });
  expect(await told(learnt)).toBeCloseTo(1900);
  await learnt.learn(EFFORT, { wholeMs: 1000, stepMs: 90 });
  const before = await told(learnt);
  await learnt.learn({ ...EFFORT, steps: 1 }, { wholeMs: 190, stepMs: null });
  expect(await told(learnt)).toBe(before);
});

it.each([-3_600_000, 0, Number.NaN])(
  'a duration of %d ms, as a clock that is set makes it, teaches nothing',
  async (wholeMs) => {
    const learnt = estimates();
    await learnt.learn(EFFORT, { wholeMs: 1000, stepMs: 90 });
    await learnt.learn(EFFORT, { wholeMs, stepMs: wholeMs / 10 });
    expect(await told(learnt)).toBeCloseTo(1000);
  },
);
