/** The gallery of the open room: pages over HTTP, new pictures from the feed. */
import type { GalleryItem, GalleryPage, PictureRef, WireError } from '@darkroom/protocol';
import { create } from 'zustand';
import { ApiError, api, UNREACHABLE } from '../api.ts';
import { findPictures, isCurrent, letGo, seedMarks } from '../marks/store.ts';
import { type Filter, filterKey, matches, NO_FILTER, queryOf, readFilter } from './filter.ts';
import { append, arrive, type Entry, holdNew, isWhole, keyOf, mergeFirst, refresh } from './merge.ts';
import { missing, type Span, thin } from './near.ts';
import { useSelection } from './selection.ts';

type GalleryState = {
  slug: string;
  items: Entry[];
  /** New ones that wait until whoever looks further down comes back up: the sheet must not move under a finger. */
  held: GalleryItem[];
  isHolding: boolean;
  cursor: string | null;
  filter: Filter;
  /** What is shown belongs to the filter before; what belongs to this one is on its way. */
  isSwitching: boolean;
  /** How many pictures match, as far as they are counted; null where all are shown. */
  found: number | null;
  meant: GalleryPage['meant'];
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
  filter: NO_FILTER,
  isSwitching: false,
  found: null,
  meant: null,
  isLoaded: false,
  isLoading: false,
  error: null,
};

export const useGallery = create<GalleryState>()(() => empty);
const { getState, setState } = useGallery;

/** Taken away by somebody; a page that is on its way must not bring them back. */
const dropped = new Set<string>();
const stillThere = <E extends Entry>(items: E[]) => items.filter((item) => !dropped.has(keyOf(item)));

/** The first pictures of a room, which its page came with from the server. */
let expected: { slug: string; page: GalleryPage; filter: string } | null = null;

const filterInAddress = () => readFilter(new URLSearchParams(location.search));

export function expectRoom(slug: string, page: GalleryPage | null): void {
  expected = page && { slug, page, filter: filterKey(filterInAddress()) };
}

export function openGallery(slug: string): void {
  dropped.clear();
  stale.clear();
  const filter = filterInAddress();
  setState({ ...empty, slug, filter }, true);
  if (expected?.slug === slug && expected.filter === filterKey(filter)) {
    const { items, nextCursor, found, meant } = expected.page;
    // As old as the page: whatever was learnt since then is newer.
    setState({ items: seedMarks(items, 0), cursor: nextCursor, found, meant, isLoaded: true });
  }
  expected = null;
}

/** Shows other pictures from now on; those shown stay until the first of the others are here. */
export function applyFilter(filter: Filter): void {
  if (filterKey(filter) === filterKey(getState().filter)) return;
  setState({ filter, isSwitching: true, isLoading: false, held: [], error: null });
  void loadFirst();
}

/** Asks for a page, and takes from it what the sheet does not keep itself. */
export async function readPage(ask: () => Promise<GalleryPage>) {
  const askedAtMs = performance.now();
  const { items, ...page } = await ask();
  return { ...page, items: stillThere(seedMarks(items, askedAtMs)) };
}
type ReadPage = Awaited<ReturnType<typeof readPage>>;

/** Reads one page and hands it on, unless the room was left or another filter was set meanwhile. */
async function read(cursor: string | null, limit: number, take: (page: ReadPage) => void): Promise<void> {
  const { slug, filter } = getState();
  setState({ isLoading: true, error: null });
  const isStillHere = () => getState().slug === slug && getState().filter === filter;
  try {
    const page = await readPage(() => api.gallery(slug, cursor, limit, queryOf(filter)));
    if (isStillHere()) take(page);
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
    await read(null, 48, (page) => takeFirst(page, before));
  }
}

function takeFirst(page: ReadPage, before: Entry[]): void {
  const { items, held, isHolding, cursor, isLoaded, isSwitching, filter } = getState();
  // From the oldest on, what was missed lies at the other end: the sheet begins anew.
  const isNew = !isLoaded || isSwitching || filter.sort === 'oldest';
  const merged = isNew ? { items: page.items, cursor: page.nextCursor } : mergeFirst(items, cursor, page, before);
  const isNewList = merged.items === page.items;
  const shown = isHolding && !isNewList ? holdNew(merged.items, items, held) : merged;
  setState({ ...merged, ...shown, found: page.found, meant: page.meant, isLoaded: true, isSwitching: false });
}

export async function loadMore(limit = 48): Promise<void> {
  const { cursor, isLoading } = getState();
  if (cursor === null || isLoading) return;
  await read(cursor, limit, (page) =>
    setState(({ items }) => ({ items: keepNear(append(items, page.items)), cursor: page.nextCursor })),
  );
  if (isFirstWanted) await loadFirst();
}

/** After a failure: whatever was being read, once more. */
export const loadAgain = () => (getState().isLoaded && getState().cursor !== null ? loadMore() : loadFirst());

const looks = new Set<Span>();

/** Keeps the pictures at these places of the sheet whole, and those around them. Gives back how to stop that. */
export function look(first: number, last: number): () => void {
  const span: Span = [first, last];
  looks.add(span);
  void fill();
  return () => looks.delete(span);
}

function keepNear(items: Entry[]): Entry[] {
  const kept = thin(items, looks);
  if (kept !== items) letGo(items.filter((entry, n) => entry !== kept[n]).map(keyOf));
  return kept;
}

/** Known from before the last snapshot: what was done to them meanwhile is asked for [RC6]. */
const stale = new Set<string>();
let returns = 0;

/** After each snapshot: the first page again, and whatever else is kept or chosen. */
export async function catchUp(): Promise<void> {
  const { items, held } = getState();
  returns += 1;
  for (const entry of [...items.filter(isWhole), ...held]) stale.add(keyOf(entry));
  for (const key of useSelection.getState().keys) stale.add(key);
  await loadFirst();
  await fill();
}

/** So many go into one command. */
const MOST_AT_ONCE = 100;
const RETRY_MS = 2_000;
let isFilling = false;

/** What is missing where somebody looks, and what may be out of date. A page that was read since the snapshot brought some of it. */
function wanted(): string[] {
  for (const key of stale) if (isCurrent(key)) stale.delete(key);
  return [...new Set([...missing(getState().items, looks), ...stale])].slice(0, MOST_AT_ONCE);
}

/** Asks for what is wanted until it is there. */
async function fill(): Promise<void> {
  if (isFilling) return;
  isFilling = true;
  try {
    for (let keys = wanted(); keys.length > 0; keys = wanted()) await readAgain(keys);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.retryable) setTimeout(() => void fill(), Math.max(RETRY_MS, error.retryAfterMs));
  } finally {
    isFilling = false;
  }
}
useGallery.subscribe(({ items }, before) => {
  if (items !== before.items) void fill();
});

/** What the room still has of these is brought up to date in its place; the others are gone. */
async function readAgain(keys: string[]): Promise<void> {
  const { slug } = getState();
  const before = returns;
  const found = await findPictures(keys);
  if (getState().slug !== slug) return;
  const there = new Set(found.map(keyOf));
  // Otherwise this answer is from before the last return.
  if (returns === before) for (const key of keys) stale.delete(key);
  dropKeys(keys.filter((key) => !there.has(key)));
  setState(({ items, held }) => ({
    items: keepNear(refresh(items, stillThere(found))),
    held: refresh(held, found),
  }));
}

/** Those that came while the page was open: they slide in. A set, not state: only a picture's first showing asks for it. */
const fresh = new Set<string>();
export const isFresh = (key: string) => fresh.delete(key);

/** What is known is brought up to date; what is new joins where it matches [GL6]. */
export function takePictures(arrived: GalleryItem[]): void {
  const incoming = stillThere(arrived);
  const { filter, meant, held } = getState();
  const known = new Set([...getState().items, ...held].map(keyOf));
  const isNew = (item: GalleryItem) => !known.has(keyOf(item));
  const joining = incoming.filter((item) => isNew(item) && matches(item, filter, meant, Date.now()));
  const updates = incoming.filter((item) => !isNew(item));
  if (getState().isLoaded) for (const item of joining) fresh.add(keyOf(item));
  setState(({ items, held, isHolding, found, cursor }) => {
    const counted = found === null ? null : found + joining.length;
    // From the oldest on, the newest lie at the end, where that is loaded.
    if (filter.sort === 'oldest') {
      return { items: append(arrive(items, updates), cursor === null ? joining : []), found: counted };
    }
    if (!isHolding) return { items: arrive(items, [...updates, ...joining]), found: counted };
    return {
      items: arrive(items, updates),
      held: arrive(held, [...updates.filter(isIn(held)), ...joining]),
      found: counted,
    };
  });
}

export const dropPictures = (gone: readonly PictureRef[]) =>
  dropKeys(gone.map(({ generationId, index }) => `${generationId}-${index}`));

function dropKeys(keys: string[]): void {
  if (keys.length === 0) return;
  for (const key of keys) dropped.add(key);
  setState(({ items, held }) => ({ items: stillThere(items), held: stillThere(held) }));
}

const isIn = (items: GalleryItem[]) => {
  const keys = new Set(items.map(keyOf));
  return (item: GalleryItem) => keys.has(keyOf(item));
};

export const hold = () => setState({ isHolding: true });

/** Lets the pictures that waited slide in. */
export const release = () =>
  setState(({ items, held }) => ({
    isHolding: false,
    held: [],
    items: held.length > 0 ? arrive(items, held.toReversed()) : items,
  }));
