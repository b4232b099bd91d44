import type { GalleryFacets, GalleryItem, PictureKey, RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { type Image, Prisma as Sql } from '../generated/prisma/client.ts';
import { toGeneration, toPicture } from '../generations/generation-row.ts';
import { Prisma } from '../shared/prisma.ts';
import type { Place } from './cursor.ts';
import { matching, ORDERS, type Sought, type Way } from './gallery.sql.ts';
import { holding, slips } from './search-terms.ts';

export interface PictureId {
  generationId: string;
  index: number;
}

export const parsePictureKey = (key: PictureKey): PictureId => ({
  generationId: key.slice(0, 36),
  index: Number(key.slice(37)),
});

@Injectable()
export class GalleryRepository {
  constructor(private readonly prisma: Prisma) {}

  /**
   * So many pictures beyond a place, the nearest first: by key, so that page 1,000 costs what page 1 does [GL2]. Null: from the very
   * beginning, or end.
   */
  places(sought: Sought, way: Way, beyond: Place | null, take: number): Promise<Place[]> {
    const { compare, order } = ORDERS[sought.filter.sort][way];
    const isBeyond = beyond
      ? Sql.sql`AND (i.created_at, i.generation_id, i.index) ${compare} (${beyond.createdAt}, ${beyond.generationId}::uuid, ${beyond.index})`
      : Sql.empty;
    return this.prisma.$queryRaw<Place[]>`
      SELECT i.created_at AS "createdAt", i.generation_id AS "generationId", i.index FROM images i
      WHERE ${matching(sought)} ${isBeyond} ORDER BY ${order} LIMIT ${take}`;
  }

  /** What lies there, in the same order. A picture that was deleted since is left out. */
  async load(places: PictureId[]): Promise<GalleryItem[]> {
    const images = await this.prisma.image.findMany({
      where: { generationId: { in: [...new Set(places.map(({ generationId }) => generationId))] } },
      include: { generation: { include: { author: true } } },
    });
    const byKey = new Map(images.map((image) => [keyOf(image), image]));
    return places.flatMap((place) => {
      const image = byKey.get(keyOf(place));
      if (!image) return [];
      const { generation, ...row } = image;
      const whole = toGeneration({ ...generation, images: [], stopVotes: [] });
      const { pictures: _, error: __, stopVotes: ___, ...rest } = whole;
      return [{ generation: rest, picture: toPicture(row) }];
    });
  }

  /** How many there are, but never more than `most`. */
  async count(sought: Sought, most: number): Promise<number> {
    const [row] = await this.prisma.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (SELECT FROM images i WHERE ${matching(sought)} LIMIT ${most}) found`;
    return row?.count ?? 0;
  }

  async find({ generationId, index }: PictureId): Promise<Image | null> {
    return this.prisma.image.findUnique({ where: { generationId_index: { generationId, index } } });
  }

  /** Those of the room that there are. */
  async findAll(roomId: RoomId, keys: readonly PictureId[]): Promise<(Image & { prompt: string })[]> {
    const wanted = new Set(keys.map(keyOf));
    const images = await this.prisma.image.findMany({
      where: { roomId, generationId: { in: [...new Set(keys.map(({ generationId }) => generationId))] } },
      include: { generation: { select: { prompt: true } } },
      orderBy: [{ createdAt: 'asc' }, { generationId: 'asc' }, { index: 'asc' }],
    });
    return images
      .filter((image) => wanted.has(keyOf(image)))
      .map(({ generation, ...image }) => ({ ...image, prompt: generation.prompt }));
  }

  async facets(roomId: RoomId): Promise<GalleryFacets> {
    const [authors, models, sizes] = await Promise.all([
      this.prisma.$queryRaw<GalleryFacets['authors']>`
        SELECT u.id, u.name, n.pictures FROM users u JOIN (
          SELECT author_id, count(*)::int AS pictures FROM images WHERE room_id = ${roomId}::uuid GROUP BY 1
        ) n ON n.author_id = u.id ORDER BY n.pictures DESC, u.name LIMIT 200`,
      this.prisma.$queryRaw<GalleryFacets['models']>`
        SELECT model AS name, count(*)::int AS pictures FROM images WHERE room_id = ${roomId}::uuid
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
      this.prisma.$queryRaw<GalleryFacets['sizes']>`
        SELECT width, height, count(*)::int AS pictures FROM images WHERE room_id = ${roomId}::uuid
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 100`,
    ]);
    return { authors, models, sizes };
  }

  /** Words of the room's prompts that somebody may have meant who typed this one, the likeliest first [GL5]. */
  async meantBy(roomId: RoomId, term: string, most: number): Promise<string[]> {
    const patterns = slips(term).map((pattern) => Sql.sql`word LIKE ${pattern}`);
    const isSlip = patterns.length > 0 ? Sql.sql`(${Sql.join(patterns, ' OR ')})` : Sql.sql`(word = ${term})`;
    const rows = await this.prisma.$queryRaw<{ word: string }[]>`
      SELECT word FROM prompt_words
      WHERE room_id = ${roomId}::uuid AND (word % ${term} OR ${isSlip})
      ORDER BY ${isSlip} DESC, similarity(word, ${term}) DESC, word LIMIT ${most}`;
    return rows.map(({ word }) => word);
  }

  /** Those of the terms that stand in a word of the room's prompts. */
  async known(roomId: RoomId, terms: string[]): Promise<string[]> {
    const rows = await this.prisma.$queryRaw<{ term: string }[]>`
      SELECT term FROM unnest(${terms}::text[], ${terms.map(holding)}::text[]) t(term, pattern)
      WHERE EXISTS (SELECT FROM prompt_words WHERE room_id = ${roomId}::uuid AND word LIKE pattern)`;
    return rows.map(({ term }) => term);
  }

  /** As Postgres writes what it searches: small letters, one form for each character. */
  async normal(terms: string[]): Promise<string[]> {
    if (terms.length === 0) return [];
    const rows = await this.prisma.$queryRaw<{ term: string }[]>`
      SELECT searched_words(term) AS term FROM unnest(${terms}::text[]) WITH ORDINALITY t(term, n) ORDER BY n`;
    return rows.map(({ term }) => term);
  }
}

const keyOf = ({ generationId, index }: PictureId) => `${generationId}-${index}`;

export const placeOf = ({ createdAt, generationId, index }: Image): Place => ({
  createdAt,
  generationId,
  index,
});
