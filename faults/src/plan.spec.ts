import { expect, it } from 'vitest';
import { type Deed, planFor } from './plan.ts';

it('the same seed gives the same plan, another seed or fault another one', () => {
  expect(planFor(7, 'worker-killed', 50)).toEqual(planFor(7, 'worker-killed', 50));
  expect(planFor(7, 'worker-killed', 50)).not.toEqual(planFor(8, 'worker-killed', 50));
  expect(planFor(7, 'worker-killed', 50)).not.toEqual(planFor(7, 'gateway-killed', 50));
});

it('with few prompts as with many, each kind of deed is done, and undone', () => {
  for (const prompts of [8, 50]) {
    const { deeds, partings } = planFor(1, 'redis-lost', prompts);
    const kinds = Map.groupBy(deeds, ({ kind }) => kind);
    expect([...kinds.keys()].sort()).toEqual(['bring', 'build', 'delete', 'invite', 'share']);
    const some = (is: (deed: Deed) => boolean) => expect(deeds.some(is)).toBe(true);
    some((deed) => deed.kind === 'delete' && deed.picture === null);
    some((deed) => deed.kind === 'share' && deed.revokeAfterMs === null);
    some((deed) => deed.kind === 'share' && deed.revokeAfterMs !== null);
    for (const end of ['use', 'revoke']) some((deed) => deed.kind === 'invite' && deed.end === end);
    expect(partings).toEqual(planFor(1, 'redis-lost', prompts).partings);
  }
});

it('most prompts stand in line before the fault; some ask for two pictures, some are cancelled, and both people ask', () => {
  const { asks } = planFor(1, 'redis-lost', 50);
  expect(asks).toHaveLength(50);
  expect(asks.filter(({ atMs }) => atMs === 0).length).toBeGreaterThanOrEqual(37);
  expect(asks.some(({ count }) => count === 2)).toBe(true);
  expect(asks.some(({ cancelAfterMs }) => cancelAfterMs !== null)).toBe(true);
  expect(new Set(asks.map(({ by }) => by)).size).toBe(2);
});
