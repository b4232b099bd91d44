import {
  type GalleryFacets,
  type GalleryFilter,
  type GalleryItem,
  type GalleryPage,
  type GalleryQuery,
  type GallerySearch,
  GenerationId,
  type MarkedItem,
  MOST_COUNTED,
  type PictureKey,
  type PictureRef,
  type RoomId,
  type UserId,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { MarksRepository } from '../deciding/marks.repository.ts';
import { DomainError } from '../shared/domain-error.ts';
import { CONTENT_TYPES, parsePictureFile } from '../storage/object-keys.ts';
import { type Place, queryTag, readCursor, type Terms, writeCursor } from './cursor.ts';
import { GalleryRepository, parsePictureKey, placeOf } from './gallery.repository.ts';
import type { Sought, Way } from './gallery.sql.ts';
import type { Deliverable } from './image-delivery.ts';
import { termsOf } from './search-terms.ts';

/** So many words may stand in for one that was mistyped. */
const MOST_MEANT = 4;

type Asked = GalleryFilter & {
  q?: string;
  cursor?: string | undefined;
  limit: number;
  around?: PictureKey | undefined;
};

@Injectable()
export class GalleryService {
  constructor(
    private readonly repository: GalleryRepository,
    private readonly marks: MarksRepository,
  ) {}

  /**
   * Pages of all that matches, whatever comes or goes meanwhile: none skipped, none twice [GL2].
   *
   * @throws DomainError bad_request for another query's cursor, not_found for a picture that is not in the room
   */
  async page(roomId: RoomId, userId: UserId, asked: GalleryQuery | GallerySearch): Promise<GalleryPage> {
    const found = await this.look(roomId, userId, asked);
    return { ...found, items: await this.marked(roomId, userId, found.items) };
  }

  /** Those of the pictures that this room has, as this person sees them, in the order asked for [DC6]. */
  async find(roomId: RoomId, userId: UserId, pictures: PictureRef[]): Promise<MarkedItem[]> {
    const byKey = new Map(pictures.map((picture) => [keyOf(picture), picture]));
    return this.marked(roomId, userId, await this.repository.load([...byKey.values()]));
  }

  facets(roomId: RoomId): Promise<GalleryFacets> {
    return this.repository.facets(roomId);
  }

  private async look(roomId: RoomId, userId: UserId, asked: GalleryQuery | GallerySearch): Promise<Found> {
    const { cursor, limit, around, q, ...filter }: Asked = asked;
    const query = queryTag(roomId, q ?? '', Object.entries(filter).sort());
    const known = cursor ? readCursor(cursor, query) : null;
    const terms = known?.terms ?? (await this.repository.normal(termsOf(q ?? ''))).map((term) => [term]);
    const book = new Book(this.repository, { roomId, userId, filter, terms }, query, limit);
    if (around) return { ...(await this.around(book, around)), found: null, meant: null };
    if (known) return { ...(await book.read(known.way, known.place)), found: null, meant: null };
    const first = await book.read('on', null);
    if (first.items.length === 0 && terms.length > 0) return this.meant(book, first);
    const isNarrowed = terms.length > 0 || Object.keys(filter).some((name) => name !== 'sort');
    return { ...first, found: isNarrowed ? await book.count(first) : null, meant: null };
  }

  /** With their marks; without those that this room has not, or not any more. */
  private async marked(roomId: RoomId, userId: UserId, items: GalleryItem[]): Promise<MarkedItem[]> {
    const found = await this.marks.find(roomId, items.map(refOf), userId);
    const byKey = new Map(found.map((picture) => [keyOf(picture), picture.marks]));
    return items.flatMap((item) => {
      const marks = byKey.get(keyOf(refOf(item)));
      return marks ? [{ ...item, marks }] : [];
    });
  }

  private async around(book: Book, key: PictureKey): Promise<Pages> {
    const image = await this.repository.find(parsePictureKey(key));
    if (image?.roomId !== book.sought.roomId) throw new DomainError('not_found', 'There is no such picture.');
    return book.around(placeOf(image));
  }

  /** Nothing holds what was typed: each word that no prompt here has may be mistyped [GL5]. */
  private async meant(book: Book, nothing: Pages): Promise<Found> {
    const { sought } = book;
    const typed = sought.terms.flatMap(([term]) => term ?? []);
    const known = new Set(await this.repository.known(sought.roomId, typed));
    const found = await Promise.all(
      typed.map(async (term) => {
        const words = known.has(term) ? [term] : await this.repository.meantBy(sought.roomId, term, MOST_MEANT);
        return { typed: term, words };
      }),
    );
    const meant = found.filter(({ typed, words }) => words[0] !== typed);
    const empty = { ...nothing, found: 0, meant: null };
    if (meant.length === 0 || meant.some(({ words }) => words.length === 0)) return empty;
    const other = book.withTerms(found.map(({ words }) => words));
    const first = await other.read('on', null);
    return first.items.length === 0 ? empty : { ...first, found: await other.count(first), meant };
  }

  /**
   * The object behind a picture's link.
   *
   * @throws DomainError not_found
   */
  async open(generationId: string, file: string): Promise<{ objectKey: string; picture: Deliverable }> {
    const parsed = parsePictureFile(file);
    const id = GenerationId.safeParse(generationId);
    const image = parsed && id.success ? await this.repository.find({ generationId: id.data, ...parsed }) : null;
    if (!image || !parsed) throw new DomainError('not_found', 'There is no such picture.');
    const isOriginal = parsed.kind === 'original';
    return {
      objectKey: isOriginal ? image.objectKey : image.thumbnailKey,
      picture: {
        contentType: CONTENT_TYPES[parsed.kind],
        sha256: image.sha256,
        ...(isOriginal && { bytes: image.bytes }),
      },
    };
  }
}

/** A page before it is seen by anybody. */
type Found = Omit<GalleryPage, 'items'> & { items: GalleryItem[] };
type Pages = Pick<Found, 'items' | 'nextCursor' | 'previousCursor'>;

const refOf = ({ generation, picture }: GalleryItem): PictureRef => ({
  generationId: generation.id,
  index: picture.index,
});
const keyOf = ({ generationId, index }: PictureRef) => `${generationId}-${index}`;

/** One query's pages. */
class Book {
  constructor(
    private readonly repository: GalleryRepository,
    readonly sought: Sought,
    private readonly query: string,
    private readonly limit: number,
  ) {}

  withTerms(terms: Terms): Book {
    return new Book(this.repository, { ...this.sought, terms }, this.query, this.limit);
  }

  /** The page on or back from a place. */
  async read(way: Way, from: Place | null): Promise<Pages> {
    // One more than asked for tells whether there is a next page.
    const found = await this.repository.places(this.sought, way, from, this.limit + 1);
    const isMore = found.length > this.limit;
    const nearest = found.slice(0, this.limit);
    // Where the page came from there is more, unless it came from the beginning.
    return way === 'on' ? this.pages(nearest, from !== null, isMore) : this.pages(nearest.reverse(), isMore, true);
  }

  /** The picture itself, whether or not it matches, with those before and behind it. */
  async around(place: Place): Promise<Pages> {
    const half = Math.floor(this.limit / 2);
    const [before, behind] = await Promise.all([
      this.repository.places(this.sought, 'back', place, half + 1),
      this.repository.places(this.sought, 'on', place, half + 1),
    ]);
    const places = [...before.slice(0, half).reverse(), place, ...behind.slice(0, half)];
    return this.pages(places, before.length > half, behind.length > half);
  }

  async count({ items, nextCursor }: Pages): Promise<number> {
    return nextCursor === null ? items.length : this.repository.count(this.sought, MOST_COUNTED + 1);
  }

  private async pages(places: Place[], isBefore: boolean, isBehind: boolean): Promise<Pages> {
    const cursor = (way: Way, place: Place | undefined) =>
      place ? writeCursor({ way, place, query: this.query, terms: this.sought.terms }) : null;
    return {
      items: await this.repository.load(places),
      nextCursor: isBehind ? cursor('on', places.at(-1)) : null,
      previousCursor: isBefore ? cursor('back', places[0]) : null,
    };
  }
}
