/** A room's pictures, newest first, put together from pages and from what arrives live. Pure. */
import type { GalleryItem } from '@darkroom/protocol';

/** Without the marks, which have a store of their own. */
export type Page = { items: GalleryItem[]; nextCursor: string | null };

export const keyOf = ({ generation, picture }: GalleryItem) => `${generation.id}-${picture.index}`;

/** The other way: a generation's id holds hyphens of its own, the index stands after the last. */
export function parseKey(key: string): { generationId: string; index: number } | null {
  const match = /^([0-9a-f-]{36})-(\d)$/.exec(key);
  return match?.[1] && match[2] ? { generationId: match[1], index: Number(match[2]) } : null;
}

/** Newer words about known pictures, in their place. */
function refresh(items: GalleryItem[], incoming: Map<string, GalleryItem>): GalleryItem[] {
  let isChanged = false;
  const next = items.map((item) => {
    const update = incoming.get(keyOf(item));
    if (!update || update.generation.revision <= item.generation.revision) return item;
    isChanged = true;
    return update;
  });
  return isChanged ? next : items;
}

/** Pictures that just came go to the front, the last one first; a known one is only brought up to date. */
export function arrive(items: GalleryItem[], incoming: GalleryItem[]): GalleryItem[] {
  const known = new Set(items.map(keyOf));
  const fresh = incoming.filter((item) => !known.has(keyOf(item))).reverse();
  const refreshed = refresh(items, new Map(incoming.map((item) => [keyOf(item), item])));
  return fresh.length > 0 ? [...fresh, ...refreshed] : refreshed;
}

/** An older page goes to the end. */
export function append(items: GalleryItem[], page: GalleryItem[]): GalleryItem[] {
  const known = new Set(items.map(keyOf));
  return [...items, ...page.filter((item) => !known.has(keyOf(item)))];
}

/**
 * The first page, read again after a time away. Where it reaches what is known, the new ones go in front; where it does not,
 * more than a page was missed: the list starts over, so that no hole stays in it. Of those that were there when it was asked for
 * (`before`), one that the page should hold and does not was deleted meanwhile.
 */
export function mergeFirst(
  items: GalleryItem[],
  cursor: string | null,
  page: Page,
  before: readonly GalleryItem[] = items,
): { items: GalleryItem[]; cursor: string | null } {
  const known = new Set(items.map(keyOf));
  const meets = page.nextCursor === null || page.items.some((item) => known.has(keyOf(item)));
  if (items.length === 0 || !meets) return { items: page.items, cursor: page.nextCursor };
  const listed = new Set(page.items.map(keyOf));
  const end = page.nextCursor === null ? before.length : before.findLastIndex((item) => listed.has(keyOf(item)));
  const covered = before.slice(0, Math.max(end, 0));
  const gone = new Set(covered.map(keyOf).filter((key) => !listed.has(key)));
  const kept = items.filter((item) => !gone.has(keyOf(item)));
  return { items: arrive(kept, page.items.toReversed()), cursor };
}
