import type { Generation } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { emptyFeed, type FeedState } from '../../lib/feed/reducer.ts';
import { de } from '../../texts/de/index.ts';
import { en } from '../../texts/en/index.ts';
import { titleOf } from './title.ts';

const of = (id: string, status: Generation['status'], authorId = 'me', count = 1) =>
  ({ id, status, count, pictures: [], author: { id: authorId } }) as unknown as Generation;
const step = (n: number, index = 0) => ({ attempt: 1, index, step: n, steps: 28, preview: null });
const feed = (generations: Generation[], over: Partial<FeedState> = {}): FeedState => ({
  ...emptyFeed,
  room: { name: 'Night shift' } as FeedState['room'],
  you: { id: 'me' } as FeedState['you'],
  generations: Object.fromEntries(generations.map((each) => [each.id, each])),
  ...over,
});

describe('title', () => {
  it('says how far the picture that I wait for is, by tens', () => {
    const titles = Array.from({ length: 29 }, (_, n) =>
      titleOf(feed([of('a', 'developing')], { progress: { a: step(n) } }), en.feed),
    );
    expect(titles[0]).toBe('(0%) Night shift');
    expect(titles[17]).toBe('(60%) Night shift');
    expect(new Set(titles).size).toBe(11);
  });

  it('counts all pictures of one prompt', () => {
    expect(titleOf(feed([of('a', 'developing', 'me', 4)], { progress: { a: step(14, 2) } }), en.feed)).toBe(
      '(60%) Night shift',
    );
  });

  it('says the best place of those that wait, in the chosen language', () => {
    const waiting = feed([of('a', 'queued'), of('b', 'queued')], {
      places: { a: { place: 5, readyAtMs: null }, b: { place: 2, readyAtMs: null } },
    });
    expect(titleOf(waiting, en.feed)).toBe('2nd in line · Night shift');
    expect(titleOf(waiting, de.feed)).toBe('2. in der Reihe · Night shift');
  });

  it('is the room’s name while only others develop', () => {
    expect(titleOf(feed([of('a', 'developing', 'somebody')], { progress: { a: step(3) } }), en.feed)).toBe(
      'Night shift',
    );
    expect(titleOf(emptyFeed, en.feed)).toBe('Darkroom');
  });
});
