import type { GalleryItem } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { countFilters, isNarrowed, matches, NO_FILTER, queryOf, readFilter, writeFilter } from './filter.ts';

const full = {
  q: '50% "red boat"',
  author: 'a1',
  model: 'builtin',
  size: '512x768',
  favourite: true,
  pinned: true,
  from: '2026-01-02',
  to: '2026-03-04',
  sort: 'oldest',
} as const;

const item = (prompt: string, over: object = {}) =>
  ({
    generation: { prompt, author: { id: 'a1' }, model: 'builtin', ...over },
    picture: { width: 512, height: 768 },
  }) as GalleryItem;

describe('a filter in the address', () => {
  it('comes back as it was written, and leaves the rest of the address alone', () => {
    const params = writeFilter(full, new URLSearchParams('picture=x'));
    expect(params.get('picture')).toBe('x');
    expect(readFilter(params)).toEqual(full);
    expect(writeFilter(NO_FILTER, params).toString()).toBe('picture=x');
    expect(readFilter(new URLSearchParams())).toEqual(NO_FILTER);
  });

  it('is nothing where it makes no sense', () => {
    expect(readFilter(new URLSearchParams('from=yesterday&to=2026-99-99&sort=random&pinned=1'))).toEqual(NO_FILTER);
  });

  it('says how much it narrows down', () => {
    expect([countFilters(full), isNarrowed(full)]).toEqual([7, true]);
    expect(isNarrowed({ ...NO_FILTER, sort: 'oldest', q: ' ' })).toBe(false);
  });

  it('asks for whole days as this browser has them', () => {
    const { from, to } = queryOf(full);
    expect(new Date(from ?? '')).toEqual(new Date(2026, 0, 2));
    expect(new Date(to ?? '')).toEqual(new Date(2026, 2, 5));
    expect(queryOf(NO_FILTER)).toEqual({});
  });
});

describe('[GL6] a new picture', () => {
  const now = Date.parse('2026-02-01T12:00:00Z');
  const fits = (prompt: string, filter: object, over: object = {}) =>
    matches(item(prompt, over), { ...NO_FILTER, ...filter }, null, now);

  it('joins where every word is in its prompt, in any script and size of letters', () => {
    expect(fits('A Red Boat', { q: 'boat red' })).toBe(true);
    expect(fits('a boat, red', { q: '"red boat"' })).toBe(false);
    expect(fits('红色的猫', { q: '猫' })).toBe(true);
    expect(fits('a boat', { q: '%' })).toBe(false);
  });

  it('joins where it has what was meant by a word', () => {
    const meant = [{ typed: 'baot', words: ['boat', 'boats'] }];
    expect(matches(item('two boats'), { ...NO_FILTER, q: 'Baot' }, meant, now)).toBe(true);
    expect(matches(item('a baobab'), { ...NO_FILTER, q: 'Baot' }, meant, now)).toBe(false);
  });

  it('joins where author, model, size and day are right, and never among pins and favourites', () => {
    expect(fits('x', { author: 'a1', model: 'builtin', size: '512x768', from: '2026-02-01', to: '2026-02-01' })).toBe(
      true,
    );
    expect(fits('x', { author: 'a2' })).toBe(false);
    expect(fits('x', { size: 'portrait' })).toBe(true);
    expect(fits('x', { size: 'landscape' })).toBe(false);
    expect(fits('x', { size: 'square' })).toBe(false);
    expect(fits('x', { to: '2026-01-31' })).toBe(false);
    expect(fits('x', { pinned: true })).toBe(false);
    expect(fits('x', { favourite: true })).toBe(false);
  });
});
