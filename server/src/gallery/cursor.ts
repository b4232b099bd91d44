import { z } from 'zod';
import { DomainError } from '../shared/domain-error.ts';

/** Where a page ended: the last picture's place in the gallery's order. */
const Cursor = z.tuple([z.coerce.date(), z.uuid(), z.int().min(0)]).transform(([createdAt, generationId, index]) => ({
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
