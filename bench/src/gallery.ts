/**
 * 100,000 pictures in one room, and some thousands in others: what a page of them costs through the API, near and far, all or filtered,
 * and what a search costs, and how its sheet scrolls in a browser. One client, one request after another, the kinds of requests in turns.
 */
import type { GalleryPage, Room } from '@darkroom/protocol';
import { scrollRoom } from '../../e2e/support/scroll.ts';
import { type Http, jsonOf } from '../../stack/src/generate/wire.ts';
import type { Stack } from '../../stack/src/stack.ts';
import { type Figure, figure, median, quantile } from './figures.ts';
import { seedRoom } from './seed.ts';
import { putObjects } from './seed-objects.ts';
import { enter } from './visitor.ts';

const PICTURES = 100_000;
const OTHER_ROOMS = 10;
const PICTURES_ELSEWHERE = 3_000;
const PAGE = 48;
const WARM_UP = 5;
const MOST_PAGE_MS = 30;
const MOST_SEARCH_MS = 150;
/** Of what page 1 takes. */
const MOST_FAR = 1.3;

/** So far the browser comes in its time; the rest are rows alone. */
const VISIBLE = 10_000;
const SCROLL_MS = 60_000;

/** So that no request is refused for coming too often. */
export const GALLERY_ENV = { LIMIT_SEARCHES: '1000000/1' };

const SEARCHES: Record<string, string> = {
  'a common word': 'lighthouse',
  'a part of a common word': 'ghthou',
  'a rare word': 'glacier rusty violin',
  'a number that stands once': 'no 77000',
  'a typing error': 'lighthuose',
  'a short word with a typing error': 'baot',
  'nothing like it': 'xqzjwv',
  'one letter': 'w',
  'two letters that nobody wrote': 'qz',
  'two Chinese characters': '屋顶',
  'Chinese that nobody wrote': '长颈鹿',
  Arabic: 'البحر',
  'an emoji': '🚣',
  'a wildcard': '%',
};

export async function gallery(
  stack: Pick<Stack, 'url' | 'env'>,
  rounds: number,
  say: (text: string) => void,
): Promise<Figure[]> {
  const http = await enter(stack.url, 'Benchmark');
  const makeRoom = async () => jsonOf<Room>(await http.post('/api/rooms', {}), 'No room');
  const room = await makeRoom();
  const databaseUrl = stack.env.DATABASE_URL ?? '';
  const startedAt = performance.now();
  const painters = await seedRoom({
    databaseUrl,
    roomId: room.id,
    pictures: PICTURES,
    onPictures: await putObjects(stack.env, VISIBLE),
  });
  for (let n = 0; n < OTHER_ROOMS; n++) {
    await seedRoom({ databaseUrl, roomId: (await makeRoom()).id, pictures: PICTURES_ELSEWHERE });
  }
  say(`seeded in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  const reader = new Reader(http, room.slug);
  const hundredth = await reader.cursorAfter(99 * PAGE);
  const thousandth = await reader.cursorAfter(999 * PAGE);
  const pages = await inTurns(rounds, {
    'the floor: a request that asks for one row': () => reader.floor(),
    'page 1': () => reader.page(),
    'page 100': () => reader.page({ cursor: hundredth }),
    'page 1,000': () => reader.page({ cursor: thousandth }),
    'page 1, oldest first': () => reader.page({ sort: 'oldest' }),
    'page 1 of the busiest author': () => reader.page({ author: painters[0] ?? '' }),
    'page 1 of the laziest author': () => reader.page({ author: painters.at(-1) ?? '' }),
    'page 1 of an author, a model and a size': () =>
      reader.page({ author: painters.at(-1) ?? '', model: 'sd3.5-large-turbo', size: '1024x576' }),
    'page 1, pinned (there is none)': () => reader.page({ pinned: 'true' }),
  });
  const searches = await inTurns(
    Math.ceil(rounds / 3),
    Object.fromEntries(Object.entries(SEARCHES).map(([name, q]) => [name, () => reader.page({ q })])),
  );
  const facets = await inTurns(Math.ceil(rounds / 3), { facets: () => reader.facets() });
  const scrolling = await scrollRoom(`${stack.url}/r/${room.slug}`, http.cookie, SCROLL_MS);
  return [
    ...pages.flatMap(({ name, ms }) => both(name, ms, MOST_PAGE_MS)),
    figure(
      'page 1,000 against page 1, medians',
      medianOf(pages, 'page 1,000') / medianOf(pages, 'page 1'),
      'x',
      MOST_FAR,
    ),
    ...searches.flatMap(({ name, ms }) => both(`search: ${name}`, ms, MOST_SEARCH_MS)),
    figure(
      'all searches, p95',
      quantile(
        searches.flatMap(({ ms }) => ms),
        0.95,
      ),
      'ms',
      MOST_SEARCH_MS,
    ),
    ...facets.flatMap(({ name, ms }) => both(name, ms, MOST_SEARCH_MS)),
    ...scrolling,
  ];
}

interface Timed {
  name: string;
  ms: number[];
}

const both = (name: string, ms: number[], goal: number): Figure[] => [
  figure(`${name}, p50`, median(ms), 'ms'),
  figure(`${name}, p95`, quantile(ms, 0.95), 'ms', goal),
];

const medianOf = (all: Timed[], name: string) => median(all.find((timed) => timed.name === name)?.ms ?? []);

/** Each kind once a round, so that what else the machine does falls on all alike. */
async function inTurns(rounds: number, kinds: Record<string, () => Promise<void>>): Promise<Timed[]> {
  const all = Object.entries(kinds).map(([name, ask]) => ({ name, ask, ms: [] as number[] }));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const { ask, ms } of all) {
      const startedAt = performance.now();
      await ask();
      if (round >= 0) ms.push(performance.now() - startedAt);
    }
  }
  return all;
}

class Reader {
  readonly #http: Http;
  readonly #path: string;

  constructor(http: Http, slug: string) {
    this.#http = http;
    this.#path = `/api/rooms/${slug}/gallery`;
  }

  async #read(query: Record<string, string>): Promise<GalleryPage> {
    const path = query.q === undefined ? this.#path : `${this.#path}/search`;
    return jsonOf(await this.#http.fetch(`${path}?${new URLSearchParams(query)}`), 'No page');
  }

  async page(query: Record<string, string> = {}): Promise<void> {
    await this.#read({ limit: String(PAGE), ...query });
  }

  /** What any request costs here and now. */
  async floor(): Promise<void> {
    await jsonOf(await this.#http.fetch('/api/session'), 'No session');
  }

  async facets(): Promise<void> {
    await jsonOf(await this.#http.fetch(`${this.#path}/facets`), 'No facets');
  }

  /** The cursor behind so many pictures. */
  async cursorAfter(pictures: number): Promise<string> {
    let cursor = '';
    for (let left = pictures; left > 0; ) {
      const limit = String(Math.min(100, left));
      const page = await this.#read({ limit, ...(cursor && { cursor }) });
      cursor = page.nextCursor ?? '';
      left -= page.items.length;
    }
    return cursor;
  }
}
