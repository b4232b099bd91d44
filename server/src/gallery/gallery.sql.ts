/** The gallery's questions to the table `images`, which is `i` in them. Everything from outside goes in as a parameter. */
import type { GalleryFilter, GallerySort, RoomId, UserId } from '@darkroom/protocol';
import { Prisma as Sql } from '../generated/prisma/client.ts';
import type { Terms } from './cursor.ts';
import { holding } from './search-terms.ts';

/** In the order that was asked for, or against it. */
export type Way = 'on' | 'back';

const DOWN = {
  compare: Sql.raw('<'),
  order: Sql.raw('i.created_at DESC, i.generation_id DESC, i.index DESC'),
};
const UP = { compare: Sql.raw('>'), order: Sql.raw('i.created_at, i.generation_id, i.index') };

/** One index serves both ways of both orders. */
export const ORDERS: Record<GallerySort, Record<Way, typeof DOWN>> = {
  newest: { on: DOWN, back: UP },
  oldest: { on: UP, back: DOWN },
};

const SHAPES: Record<string, Sql.Sql> = {
  landscape: Sql.sql`i.width > i.height`,
  portrait: Sql.sql`i.width < i.height`,
  square: Sql.sql`i.width = i.height`,
};

/** Whose gallery, and what of it. */
export interface Sought {
  roomId: RoomId;
  userId: UserId;
  filter: GalleryFilter;
  terms: Terms;
}

/** What must hold of a picture [GL3, GL4]. */
export function matching({ roomId, userId, filter, terms }: Sought): Sql.Sql {
  const { author, model, size, favourite, pinned, from, to } = filter;
  const all = [Sql.sql`i.room_id = ${roomId}::uuid`, ...terms.map(holdsOneOf)];
  if (author) all.push(Sql.sql`i.author_id = ${author}::uuid`);
  if (model) all.push(Sql.sql`i.model = ${model}`);
  if (size) all.push(SHAPES[size] ?? isOfSize(size));
  if (pinned) all.push(Sql.sql`i.pinned_at IS NOT NULL`);
  if (from) all.push(Sql.sql`i.created_at >= ${new Date(from)}`);
  if (to) all.push(Sql.sql`i.created_at < ${new Date(to)}`);
  if (favourite) {
    all.push(Sql.sql`(i.generation_id, i.index) IN (
      SELECT f.generation_id, f.index FROM favourites f WHERE f.user_id = ${userId}::uuid)`);
  }
  return Sql.join(all, ' AND ');
}

const holdsOneOf = (alternatives: string[]) =>
  Sql.sql`(${Sql.join(
    alternatives.map((word) => Sql.sql`i.words LIKE ${holding(word)}`),
    ' OR ',
  )})`;

function isOfSize(size: string): Sql.Sql {
  const [width, height] = size.split('x').map(Number);
  return Sql.sql`i.width = ${width}::int AND i.height = ${height}::int`;
}
