/** Which pictures the sheet shows: in the address, so that "back" and a link work, and as a question to the API. Pure. */
import type { GalleryItem, GalleryPage, GallerySort } from '@darkroom/protocol';

export type Filter = {
  q: string;
  /** Empty where it narrows nothing down. */
  author: string;
  model: string;
  size: string;
  favourite: boolean;
  pinned: boolean;
  /** Days as this browser's calendar has them, `2026-11-25`; both are part of the range. */
  from: string;
  to: string;
  sort: GallerySort;
};

export const NO_FILTER: Filter = {
  q: '',
  author: '',
  model: '',
  size: '',
  favourite: false,
  pinned: false,
  from: '',
  to: '',
  sort: 'newest',
};

const TEXTS = ['author', 'model', 'size'] as const;
const FLAGS = ['favourite', 'pinned'] as const;
const DAYS = ['from', 'to'] as const;
export const FILTER_NAMES = ['q', ...TEXTS, ...FLAGS, ...DAYS, 'sort'] as const;

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Whatever stands in an address; what is no filter is left out. */
export function readFilter(params: URLSearchParams): Filter {
  const filter = { ...NO_FILTER, q: (params.get('q') ?? '').slice(0, 200) };
  for (const name of TEXTS) filter[name] = params.get(name) ?? '';
  for (const name of FLAGS) filter[name] = params.get(name) === 'true';
  for (const name of DAYS) {
    const day = params.get(name) ?? '';
    if (isDay(day)) filter[name] = day;
  }
  if (params.get('sort') === 'oldest') filter.sort = 'oldest';
  return filter;
}

/** The same address with this filter in it, and whatever else it held. */
export function writeFilter(filter: Filter, params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of FILTER_NAMES) {
    const value = filter[name];
    if (value === NO_FILTER[name]) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

export const filterKey = (filter: Filter) => writeFilter(filter, new URLSearchParams()).toString();

/** How many things narrow the sheet down, beside the search. */
export const countFilters = (filter: Filter) =>
  [...TEXTS, ...FLAGS, ...DAYS].filter((name) => filter[name] !== NO_FILTER[name]).length;

export const isNarrowed = (filter: Filter) => filter.q.trim() !== '' || countFilters(filter) > 0;

/** The moment at which a day begins here, so many days on. */
const startOf = (day: string, daysOn = 0) => {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysOn);
  return at;
};

/** As the API asks for it. */
export function queryOf(filter: Filter): Record<string, string> {
  const query: Record<string, string> = {};
  const q = filter.q.trim();
  if (q) query.q = q;
  for (const name of TEXTS) if (filter[name]) query[name] = filter[name];
  for (const name of FLAGS) if (filter[name]) query[name] = 'true';
  if (filter.from) query.from = startOf(filter.from).toISOString();
  if (filter.to) query.to = startOf(filter.to, 1).toISOString();
  if (filter.sort !== 'newest') query.sort = filter.sort;
  return query;
}

/** As the server does: words between spaces, and what stands in quotes as one. */
const termsOf = (q: string) =>
  Array.from(q.matchAll(/"([^"]+)"|([^\s"]+)/gu), (match) => (match[1] ?? match[2] ?? '').trim());
const normal = (text: string) => text.normalize('NFKC').toLowerCase();

/** Whether a picture that was stored at this moment belongs on the sheet [GL6]. It is nobody's favourite yet, and not pinned. */
export function matches(
  { generation, picture }: GalleryItem,
  filter: Filter,
  meant: GalleryPage['meant'],
  nowMs: number,
): boolean {
  const prompt = normal(generation.prompt);
  const holds = (term: string) =>
    (meant?.find(({ typed }) => typed === normal(term))?.words ?? [normal(term)]).some((word) => prompt.includes(word));
  return (
    termsOf(filter.q).every(holds) &&
    (!filter.author || generation.author.id === filter.author) &&
    (!filter.model || generation.model === filter.model) &&
    (!filter.size || isOfSize(picture, filter.size)) &&
    !filter.favourite &&
    !filter.pinned &&
    (!filter.from || nowMs >= startOf(filter.from).getTime()) &&
    (!filter.to || nowMs < startOf(filter.to, 1).getTime())
  );
}

function isOfSize({ width, height }: { width: number; height: number }, size: string): boolean {
  if (size === 'landscape') return width > height;
  if (size === 'portrait') return width < height;
  if (size === 'square') return width === height;
  return size === `${width}x${height}`;
}
