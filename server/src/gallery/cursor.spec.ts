import { describe, expect, it } from 'vitest';
import { queryTag, readCursor, writeCursor } from './cursor.ts';

const query = queryTag('a room', { sort: 'newest' });
const cursor = {
  way: 'on' as const,
  place: {
    createdAt: new Date('2026-11-25T12:00:00.123Z'),
    generationId: '019ac000-0000-7000-8000-000000000001',
    index: 3,
  },
  query,
  terms: [['red'], ['lighthouse', 'light']],
};
const refused = expect.objectContaining({ code: 'bad_request' });
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a gallery cursor', () => {
  it('comes back as it was written', () => {
    expect(readCursor(writeCursor(cursor), query)).toEqual(cursor);
  });

  it.each(['', 'x', 'bnVsbA', encoded(['on', '2026', 'x', -1, query, []]), encoded(['up', '2026', query])])(
    '[GL2] refuses %o, which we never wrote',
    (text) => {
      expect(() => readCursor(text, query)).toThrow(refused);
    },
  );

  it('[GL2] is refused in another query, and in another room', () => {
    const text = writeCursor(cursor);
    for (const other of [queryTag('a room', { sort: 'oldest' }), queryTag('another', { sort: 'newest' }), '']) {
      expect(() => readCursor(text, other)).toThrow(refused);
    }
  });
});
