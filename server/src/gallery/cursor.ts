import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../shared/domain-error.ts';

/** What Postgres takes for a time; a cursor may be made up. */
const time = z.coerce.date().min(new Date('1970-01-01')).max(new Date('9999-12-31'));

/** A picture's place in the gallery's order. */
const Place = z.object({ createdAt: time, generationId: z.uuid(), index: z.int32().min(0) });
export type Place = z.infer<typeof Place>;

/** What each word that was typed stands for: itself, or what was meant by it. */
const Terms = z.array(z.array(z.string().min(1).max(200)).min(1).max(8)).max(8);
export type Terms = z.infer<typeof Terms>;

/** Where a page ended, or begins: the way leads on behind the place, or back before it. */
const Cursor = z
  .tuple([z.enum(['on', 'back']), time, z.uuid(), z.int32().min(0), z.string(), Terms])
  .transform(([way, createdAt, generationId, index, query, terms]) => ({
    way,
    place: { createdAt, generationId, index },
    query,
    terms,
  }));
export type Cursor = z.infer<typeof Cursor>;

/** Names a query, so that a cursor leads nowhere in another one [GL2]. */
export const queryTag = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);

export const writeCursor = ({ way, place, query, terms }: Cursor): string =>
  Buffer.from(
    JSON.stringify([way, place.createdAt.toISOString(), place.generationId, place.index, query, terms]),
  ).toString('base64url');

/** @throws DomainError bad_request for one that we never wrote, or wrote for another query */
export function readCursor(text: string, query: string): Cursor {
  const refuse = (cause?: unknown) =>
    new DomainError('bad_request', 'cursor is not one of another page of this query.', { cause });
  let cursor: Cursor;
  try {
    cursor = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw refuse(cause);
  }
  if (cursor.query !== query) throw refuse();
  return cursor;
}
