import { expect, it } from 'vitest';
import { passes, reasons, summary, table } from './report.ts';
import type { Outcome } from './trial.ts';

const good: Outcome = {
  fault: 's3-killed',
  seed: 1,
  recoveryS: 1.234,
  goalS: 10,
  heldS: 2,
  lost: [],
  doubled: [],
  orphans: [],
  ended: { finished: 48, cancelled: 4, failed: 0 },
  differences: [],
  troubles: [],
};

it('passes only when every promise and the target held', () => {
  expect(passes(good)).toBe(true);
  expect(passes({ ...good, recoveryS: 10.1 })).toBe(false);
  for (const kind of ['lost', 'doubled', 'orphans', 'differences', 'troubles'] as const) {
    expect(passes({ ...good, [kind]: ['x'] })).toBe(false);
  }
});

it('sums over all faults, with the seconds to recover by fault', () => {
  const bad = { ...good, fault: 'redis-lost', lost: ['a: no row'], doubled: ['b', 'c'] };
  const result = summary([good, bad], { seed: 7, prompts: 50, left: 0 });
  expect(result).toMatchObject({ seed: 7, lost: 1, doubled: 2, orphans: 0, pass: false });
  expect(summary([good], { seed: 7, prompts: 50, left: 2 })).toMatchObject({ orphans: 2, pass: false });
  expect(summary([good], { seed: 7, prompts: 50, left: 0 }).pass).toBe(true);
  expect(result.recovery).toEqual({ 's3-killed': 1.23, 'redis-lost': 1.23 });
  expect(table([good, bad])).toMatch(/s3-killed .* ok\nredis-lost .* BROKEN$/);
  expect(reasons(good)).toBe('');
  expect(reasons({ ...bad, recoveryS: 11 })).toMatch(/after 11.0 s instead of 10 s[\s\S]*lost: a: no row/);
});
