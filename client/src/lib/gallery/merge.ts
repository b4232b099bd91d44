/** A room's pictures, newest first, put together from pages and from what arrives live. Pure. */
import type { GalleryItem, PictureRef } from '@darkroom/protocol';

/** Without the marks, which have a store of their own. */
export type Page = { items: GalleryItem[]; nextCursor: string | null };

/** A picture far from what is looked at: where it stands and whose it is. It is asked for again when somebody comes near. */
export type Blank = { key: string; ratio: number; authorId: string };
export type Entry = GalleryItem | Blank;

export const isBlank = (entry: Entry): entry is Blank => 'key' in entry;
export const isWhole = (entry: Entry | undefined): entry is GalleryItem => entry !== undefined && !isBlank(entry);

export const keyOf = (entry: Entry) => (isBlank(entry) ? entry.key : `${entry.generation.id}-${entry.picture.index}`);
export const ratioOf = (entry: Entry) => (isBlank(entry) ? entry.ratio : entry.picture.width / entry.picture.height);
export const authorOf = (entry: Entry): string => (isBlank(entry) ? entry.authorId : entry.generation.author.id);

/** The other way: a generation's id holds hyphens of its own, the index stands after the last. */
export function parseKey(key: string): PictureRef | null {
  const match = /^([0-9a-f-]{36})-(\d)$/.exec(key);
  return match ? { generationId: match[1] as PictureRef['generationId'], index: Number(match[2]) } : null;
}

/** Newer words about known pictures, in their place. */
export function refresh<E extends Entry>(items: E[], incoming: GalleryItem[]): (E | GalleryItem)[] {
  const updates = new Map(incoming.map((item) => [keyOf(item), item]));
  let isChanged = false;
  const next = items.map((entry) => {
    const update = updates.get(keyOf(entry));
    if (!update || (isWhole(entry) && update.generation.revision <= entry.generation.revision)) return entry;
    isChanged = true;
    return update;
  });
  return isChanged ? next : items;
}

/** Pictures that just came go to the front, the last one first; a known one is only brought up to date. */
export function arrive<E extends Entry>(items: E[], incoming: GalleryItem[]): (E | GalleryItem)[] {
  const known = new Set(items.map(keyOf));
  const fresh = incoming.filter((item) => !known.has(keyOf(item))).reverse();
  const refreshed = refresh(items, incoming);
  return fresh.length > 0 ? [...fresh, ...refreshed] : refreshed;
}

/** An older page goes to the end. */
export function append(items: Entry[], page: GalleryItem[]): Entry[] {
  const known = new Set(items.map(keyOf));
  return [...items, ...page.filter((item) => !known.has(keyOf(item)))];
}

/**
 * The first page, read again after a time away. Where it reaches what is known, it says what stands there and in which order; where it
 * does not, more than a page was missed: the list starts over, so that no hole stays in it. Of those that were there when it was asked
 * for (`before`), one that the page should hold and does not was deleted meanwhile; one that came since stands in front.
 */
export function mergeFirst(
  items: Entry[],
  cursor: string | null,
  page: Page,
  before: readonly Entry[] = items,
): { items: Entry[]; cursor: string | null } {
  const known = new Map(items.map((item) => [keyOf(item), item]));
  const meets = page.nextCursor === null || page.items.some((item) => known.has(keyOf(item)));
  if (items.length === 0 || !meets) return { items: page.items, cursor: page.nextCursor };
  const listed = new Set(page.items.map(keyOf));
  const isListed = (entry: Entry) => listed.has(keyOf(entry));
  const covered = page.nextCursor === null ? before : before.slice(0, before.findLastIndex(isListed) + 1);
  const gone = new Set(covered.filter((entry) => !isListed(entry)).map(keyOf));
  const kept = items.filter((item) => !gone.has(keyOf(item)));
  const end = page.nextCursor === null ? kept.length : kept.findLastIndex(isListed) + 1;
  const since = kept.slice(0, end).filter((entry) => !isListed(entry));
  return { items: [...since, ...refresh(page.items, items.filter(isWhole)), ...kept.slice(end)], cursor };
}

/** While somebody looks further down, what is new waits, and the sheet keeps what it had. */
export function holdNew(merged: Entry[], items: Entry[], held: GalleryItem[]): { items: Entry[]; held: GalleryItem[] } {
  const known = new Set(items.map(keyOf));
  const there = new Set(merged.map(keyOf));
  return {
    items: merged.filter((entry) => known.has(keyOf(entry))),
    held: [
      ...held.filter((item) => !there.has(keyOf(item))),
      ...merged.filter(isWhole).filter((item) => !known.has(keyOf(item))),
    ],
  };
}
