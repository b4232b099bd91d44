import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Log } from './log.ts';
import { MAX_LINES_A_MINUTE, SecurityLog } from './security-log.ts';

let lines: Record<string, unknown>[];
let security: SecurityLog;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  const write = (fields: Record<string, unknown>) => void lines.push(fields);
  security = new SecurityLog({ warn: write, info: write } as unknown as Log);
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells each kind of each person once a minute, and how often it was left out', () => {
  for (let n = 0; n < 5; n++) {
    security.refused('forbidden', { userId: 'a', address: '203.0.113.1', what: 'room:rename' });
    security.refused('forbidden', { userId: 'b', address: '203.0.113.1' });
    security.refused('rate_limited', { address: '203.0.113.1' });
  }
  expect(lines).toEqual([
    { security: 'forbidden', userId: 'a', address: '203.0.113.1', what: 'room:rename' },
    { security: 'forbidden', userId: 'b', address: '203.0.113.1' },
    { security: 'rate_limited', address: '203.0.113.1' },
  ]);
  vi.advanceTimersByTime(60_000);
  expect(lines.slice(3)).toEqual([
    { security: 'forbidden', count: 8 },
    { security: 'rate_limited', count: 4 },
  ]);
  security.refused('forbidden', { userId: 'a' });
  expect(lines).toHaveLength(6);
});

it('writes so many lines a minute and no more, from however many addresses a flood comes', () => {
  for (let n = 0; n < 100_000; n++) security.refused('origin_refused', { address: `2001:db8:${n}::/64` });
  expect(lines).toHaveLength(MAX_LINES_A_MINUTE);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(MAX_LINES_A_MINUTE + 1);
  expect(lines.at(-1)).toEqual({ security: 'origin_refused', count: 100_000 - MAX_LINES_A_MINUTE });
  vi.advanceTimersByTime(600_000);
  expect(lines).toHaveLength(MAX_LINES_A_MINUTE + 1);
});
