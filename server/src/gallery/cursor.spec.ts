import { describe, expect, it } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';

const place = {
  createdAt: new Date('2026-11-25T12:00:00.123Z'),
  generationId: '019ac000-0000-7000-8000-000000000001',
  index: 3,
};

describe('a gallery cursor', () => {
  it('comes back as it was written', () => {
    expect(readCursor(writeCursor(place))).toEqual(place);
  });

  it.each(['', 'x', 'bnVsbA', Buffer.from('["2026","x",-1]').toString('base64url')])(
    'refuses %o, which we never wrote',
    (text) => {
      expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'bad_request' }));
    },
  );
});
