import { expect, it } from 'vitest';
import type { Redis } from '../shared/redis.ts';
import { Estimates } from './estimates.ts';

const EFFORT = { model: 'builtin', steps: 10, width: 100, height: 100, count: 1 };

/** The one hash that is used, in memory. */
function estimates(): Estimates {
  const hash = new Map<string, string>();
  const commands = {
    hGet: async (_: string, field: string) => hash.get(field),
    hSet: async (_: string, field: string, value: string) => hash.set(field, value),
    hGetAll: async () => Object.fromEntries(hash),
  };
  return new Estimates({ commands } as unknown as Redis);
}

const told = async (from: Estimates) => (await from.estimator())(EFFORT);

it('tells what it learnt, and nothing of a model that was never timed', async () => {
  const learnt = estimates();
  expect(await told(learnt)).toBeNull();
  await learnt.learn(EFFORT, 1000);
  expect(await told(learnt)).toBeCloseTo(1000);
});

it.each([-3_600_000, 0, Number.NaN])(
  'a duration of %d ms, as a clock that is set makes it, teaches nothing',
  async (durationMs) => {
    const learnt = estimates();
    await learnt.learn(EFFORT, 1000);
    await learnt.learn(EFFORT, durationMs);
    expect(await told(learnt)).toBeCloseTo(1000);
  },
);
