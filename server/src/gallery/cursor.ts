import { z } from 'zod';
import { DomainError } from '../shared/domain-error.ts';

/** What Postgres takes for a time; a cursor may be made up. */
const time = z.coerce.date().min(new Date('1970-01-01')).max(new Date('9999-12-31'));

/** Where a page ended: the last picture's place in the gallery's order. */
const Cursor = z.tuple([time, z.uuid(), z.int32().min(0)]).transform(([createdAt, generationId, index]) => ({
  createdAt,
  generationId,
  index,
}));
export type Cursor = z.infer<typeof Cursor>;

export const writeCursor = ({ createdAt, generationId, index }: Cursor): string =>
  Buffer.from(JSON.stringify([createdAt.toISOString(), generationId, index])).toString('base64url');

/** @throws DomainError bad_request for one that we never wrote */
export function readCursor(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new DomainError('bad_request', 'cursor is not one of a page before.', { cause });
  }
}
