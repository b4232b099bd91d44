import type { GalleryItem } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { append, arrive, type Entry, holdNew, keyOf, mergeFirst, parseKey } from './merge.ts';

const idOf = (n: number) => `019ac000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const item = (n: number, index = 0, revision = 1) =>
  ({ generation: { id: idOf(n), revision }, picture: { index } }) as GalleryItem;
const order = (items: Entry[]) => items.map((entry) => keyOf(entry).replace(/^.*-0*(\d+)-(\d)$/, '$1.$2'));

describe('gallery', () => {
  it('a picture’s key goes into a link and back', () => {
    expect(parseKey(keyOf(item(7, 3)))).toEqual({ generationId: idOf(7), index: 3 });
    for (const bad of ['', 'x', `${idOf(7)}`, `${idOf(7)}-33`, '../../etc-1']) expect(parseKey(bad)).toBeNull();
  });

  it('pictures that arrive live go to the front once, however often they are announced', () => {
    const items = arrive(arrive([item(1)], [item(2, 0)]), [item(2, 0), item(2, 1)]);
    expect(order(items)).toEqual(['2.1', '2.0', '1.0']);
  });

  it('[RC3] a known picture is replaced only by a higher revision, in its place', () => {
    const items = [item(2), item(1, 0, 5)];
    expect(arrive(items, [item(1, 0, 4)])).toBe(items);
    expect(arrive(items, [item(1, 0, 6)])[1]?.generation.revision).toBe(6);
  });

  it('an older page is appended without doubles', () => {
    expect(order(append([item(3), item(2)], [item(2), item(1)]))).toEqual(['3.0', '2.0', '1.0']);
  });

  it('after a short time away the missed pictures are put in front and the pages read so far stay', () => {
    const merged = mergeFirst([item(3), item(2), item(1)], 'c1', {
      items: [item(5), item(4), item(3)],
      nextCursor: 'c9',
    });
    expect(order(merged.items)).toEqual(['5.0', '4.0', '3.0', '2.0', '1.0']);
    expect(merged.cursor).toBe('c1');
  });

  it('after a long time away the list starts over, so that no hole stays in it', () => {
    const merged = mergeFirst([item(2), item(1)], 'c1', { items: [item(9), item(8)], nextCursor: 'c9' });
    expect(order(merged.items)).toEqual(['9.0', '8.0']);
    expect(merged.cursor).toBe('c9');
  });

  it('[RL6] pictures that were deleted in the time away go, and none that came since it was asked', () => {
    const before = [item(4), item(3), item(2), item(1)];
    const now = [item(9), ...before];
    const first = mergeFirst(now, 'c1', { items: [item(4), item(2)], nextCursor: 'c9' }, before);
    expect(order(first.items)).toEqual(['9.0', '4.0', '2.0', '1.0']);
    const all = mergeFirst(now, null, { items: [item(2)], nextCursor: null }, before);
    expect(order(all.items)).toEqual(['9.0', '2.0']);
  });

  it('[RC6] what came live before the page did stands where the page says', () => {
    const before = [item(3), item(2), item(1)];
    const merged = mergeFirst(
      [item(9), ...before],
      'c1',
      { items: [9, 8, 7, 3, 2].map((n) => item(n)), nextCursor: 'c9' },
      before,
    );
    expect(order(merged.items)).toEqual(['9.0', '8.0', '7.0', '3.0', '2.0', '1.0']);
  });

  it('what was missed waits while somebody looks further down, each once, and the sheet does not move', () => {
    const items = [item(3), item(2), item(1)];
    const merged = mergeFirst(items, 'c1', { items: [9, 8, 3].map((n) => item(n)), nextCursor: 'c9' });
    const shown = holdNew(merged.items, items, [item(10), item(9)]);
    expect(order(shown.items)).toEqual(['3.0', '2.0', '1.0']);
    expect(order(shown.held)).toEqual(['10.0', '9.0', '8.0']);
  });
});
