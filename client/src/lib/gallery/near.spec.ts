import type { GalleryItem } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { authorOf, type Entry, isWhole, keyOf, ratioOf, refresh } from './merge.ts';
import { missing, thin } from './near.ts';

const item = (n: number) =>
  ({
    generation: {
      id: `019ac000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      revision: 1,
      author: { id: `a${n % 3}` },
    },
    picture: { index: 0, width: 512 + (n % 5) * 64, height: 512 },
  }) as GalleryItem;
const sheet: Entry[] = Array.from({ length: 5_000 }, (_, n) => item(n));
const wholeOf = (items: Entry[]) => items.filter(isWhole).length;

describe('a long sheet', () => {
  it('keeps a bounded number of pictures whole, and every place, shape and author', () => {
    const thinned = thin(sheet, [[2_000, 2_050]]);
    expect(wholeOf(thinned)).toBeLessThan(600);
    const placeOf = (entry: Entry) => [keyOf(entry), ratioOf(entry), authorOf(entry)];
    expect(thinned.map(placeOf)).toEqual(sheet.map(placeOf));
    expect(thinned.slice(1_900, 2_150)).toEqual(sheet.slice(1_900, 2_150));
  });

  it('keeps whole what is near any of the places looked at', () => {
    const thinned = thin(sheet, [
      [0, 0],
      [4_000, 4_010],
    ]);
    expect([0, 100, 3_900, 4_010, 4_110].filter((n) => !isWhole(thinned[n]))).toEqual([]);
    expect(isWhole(thinned[2_000])).toBe(false);
  });

  it('is left alone while nobody looks, or where nothing is far', () => {
    expect(thin(sheet, [])).toBe(sheet);
    const short = sheet.slice(0, 200);
    expect(thin(short, [[0, 50]])).toBe(short);
    const thinned = thin(sheet, [[0, 50]]);
    expect(thin(thinned, [[0, 50]])).toBe(thinned);
  });

  it('misses what lies near the place that one comes back to, what is looked at first, and gets it whole in its place', () => {
    const thinned = thin(sheet, [[4_000, 4_050]]);
    expect(missing(thinned, [[4_000, 4_050]])).toEqual([]);
    const wanted = missing(thinned, [[1_000, 1_050]]);
    expect(wanted.slice(0, 51)).toEqual(sheet.slice(1_000, 1_051).map(keyOf));
    expect(wanted.toSorted()).toEqual(sheet.slice(900, 1_151).map(keyOf));
    const found = sheet.slice(900, 1_151).filter(isWhole);
    const filled = refresh(thinned, found.toReversed());
    expect(filled.slice(900, 1_151)).toEqual(found);
    expect(filled.map(keyOf)).toEqual(sheet.map(keyOf));
    expect(missing(filled, [[1_000, 1_050]])).toEqual([]);
  });
});
