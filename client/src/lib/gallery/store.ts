/** The gallery of the open room: pages over HTTP, new pictures from the feed. */
import type { GalleryItem, PictureRef, WireError } from '@darkroom/protocol';
import { create } from 'zustand';
import { ApiError, api, UNREACHABLE } from '../api.ts';
import { seedMarks } from '../marks/store.ts';
import { append, arrive, keyOf, mergeFirst, type Page } from './merge.ts';

type GalleryState = {
  slug: string;
  items: GalleryItem[];
  /** New ones that wait until whoever looks further down comes back up: the sheet must not move under a finger. */
  held: GalleryItem[];
  isHolding: boolean;
  cursor: string | null;
  isLoaded: boolean;
  isLoading: boolean;
  error: WireError | null;
};

const empty: GalleryState = {
  slug: '',
  items: [],
  held: [],
  isHolding: false,
  cursor: null,
  isLoaded: false,
  isLoading: false,
  error: null,
};

export const useGallery = create<GalleryState>()(() => empty);
const { getState, setState } = useGallery;

/** Taken away by somebody; a page that is on its way must not bring them back. */
const dropped = new Set<string>();
const stillThere = (items: GalleryItem[]) => items.filter((item) => !dropped.has(keyOf(item)));

export function openGallery(slug: string): void {
  dropped.clear();
  setState({ ...empty, slug }, true);
}

/** Reads one page and hands it on, unless the room was left meanwhile. */
async function read(cursor: string | null, limit: number, take: (page: Page) => void): Promise<void> {
  const { slug } = getState();
  setState({ isLoading: true, error: null });
  const isStillHere = () => getState().slug === slug;
  try {
    const askedAtMs = performance.now();
    const { items, nextCursor } = await api.gallery(slug, cursor, limit);
    if (isStillHere()) take({ items: stillThere(seedMarks(items, askedAtMs)), nextCursor });
  } catch (error) {
    if (isStillHere()) setState({ error: error instanceof ApiError ? error : UNREACHABLE });
  } finally {
    if (isStillHere()) setState({ isLoading: false });
  }
}

let isFirstWanted = false;

/** The first page, or the first page again: after each snapshot. One that is asked for while another is read comes after it. */
export async function loadFirst(): Promise<void> {
  isFirstWanted = true;
  if (getState().isLoading) return;
  while (isFirstWanted) {
    isFirstWanted = false;
    const before = getState().items;
    await read(null, 48, (page) =>
      setState(({ items, cursor }) => ({ ...mergeFirst(items, cursor, page, before), isLoaded: true })),
    );
  }
}

export async function loadMore(limit = 48): Promise<void> {
  const { cursor, isLoading } = getState();
  if (cursor === null || isLoading) return;
  await read(cursor, limit, (page) =>
    setState(({ items }) => ({ items: append(items, page.items), cursor: page.nextCursor })),
  );
  if (isFirstWanted) await loadFirst();
}

/** After a failure: whatever was being read, once more. */
export const loadAgain = () => (getState().isLoaded && getState().cursor !== null ? loadMore() : loadFirst());

/** Those that came while the page was open: they slide in. A set, not state: only a picture's first showing asks for it. */
const fresh = new Set<string>();
export const isFresh = (key: string) => fresh.delete(key);

export function takePictures(arrived: GalleryItem[]): void {
  const incoming = stillThere(arrived);
  const known = new Set(getState().items.map(keyOf));
  for (const key of incoming.map(keyOf)) if (!known.has(key) && getState().isLoaded) fresh.add(key);
  setState(({ items, held, isHolding }) => {
    if (!isHolding) return { items: arrive(items, incoming) };
    const isNew = (item: GalleryItem) => !known.has(keyOf(item));
    return {
      items: arrive(
        items,
        incoming.filter((item) => !isNew(item)),
      ),
      held: arrive(held, incoming.filter(isNew)),
    };
  });
}

export function dropPictures(gone: readonly PictureRef[]): void {
  for (const { generationId, index } of gone) dropped.add(`${generationId}-${index}`);
  setState(({ items, held }) => ({ items: stillThere(items), held: stillThere(held) }));
}

export const hold = () => setState({ isHolding: true });

/** Lets the pictures that waited slide in. */
export const release = () =>
  setState(({ items, held }) => ({
    isHolding: false,
    held: [],
    items: held.length > 0 ? arrive(items, held.toReversed()) : items,
  }));
