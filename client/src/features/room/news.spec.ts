import type { Generation } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { type News, newsOf } from './news.ts';

const startedAt = '2026-11-25T12:00:00Z';
const generation = (status: Generation['status'], over: Partial<Generation> = {}) =>
  ({ status, count: 1, pictures: [], startedAt, createdAt: startedAt, ...over }) as unknown as Generation;

/** Everything that is said while these states pass, one after another. */
function said(states: Parameters<typeof newsOf> extends [unknown, ...infer Rest] ? Rest[] : never): News[] {
  const all: News[] = [];
  for (const [of, at] of states) {
    const news = newsOf(all.at(-1), of, at);
    if (news) all.push(news);
  }
  return all;
}

const at = (over: Partial<Parameters<typeof newsOf>[2]>) => ({
  place: undefined,
  progress: undefined,
  nowMs: Date.parse(startedAt),
  ...over,
});
const step = (n: number, index = 0) => ({ attempt: 1, index, step: n, steps: 100, preview: null });

describe('news for a screen reader', () => {
  it('of thirty places in line it tells a few, and always the first one', () => {
    const places = Array.from({ length: 30 }, (_, n) => 30 - n);
    const told = said(places.map((place) => [generation('queued'), at({ place })]));
    expect(told.map((news) => news.kind === 'place' && news.place)).toEqual([30, 15, 7, 3, 1]);
  });

  it('of a hundred steps it tells the start and the half', () => {
    const steps = Array.from({ length: 100 }, (_, n) => n + 1);
    const states = steps.map(
      (n) =>
        [generation('developing'), at({ progress: step(n), nowMs: Date.parse(startedAt) + n * 100 })] as [
          Generation,
          ReturnType<typeof at>,
        ],
    );
    const told = said([...states, [generation('finished'), at({})]]);
    expect(told.map(({ kind }) => kind)).toEqual(['developing', 'half', 'finished']);
  });

  it('the half of several pictures is where half of them are done', () => {
    const four = generation('developing', { count: 4 });
    const nowMs = Date.parse(startedAt) + 10_000;
    expect(newsOf({ kind: 'developing' }, four, at({ progress: step(99, 1), nowMs }))).toBeNull();
    expect(newsOf({ kind: 'developing' }, four, at({ progress: step(1, 2), nowMs }))).toEqual({ kind: 'half' });
  });

  it('of what is quick only start and end are told, and an end once', () => {
    const quick = at({ progress: step(60), nowMs: Date.parse(startedAt) + 400 });
    expect(newsOf({ kind: 'developing' }, generation('developing'), quick)).toBeNull();
    expect(newsOf({ kind: 'finished' }, generation('finished'), at({}))).toBeNull();
    expect(newsOf({ kind: 'developing' }, generation('cancelled'), at({}))).toEqual({ kind: 'cancelled' });
  });

  it('a prompt that goes back into the line says its place again', () => {
    expect(newsOf({ kind: 'half' }, generation('queued'), at({ place: 1 }))).toEqual({ kind: 'place', place: 1 });
  });
});
