import { expect, it } from 'vitest';
import { ExportNames } from './export-names.ts';

const row = (change = {}) => ({
  id: '019ac000-0000-7000-8000-0000003f9a1c',
  roomId: 'r1',
  createdAt: new Date('2026-11-26T12:34:05.678Z'),
  room: { name: 'Studio: one/two' },
  prompt: 'a paper\nboat',
  objectKey: 'rooms/r1/uploads/u.png',
  ...change,
});

it('[MD2] a picture lies in its room’s folder, under when, what and which', () => {
  expect(new ExportNames().picture(row(), 2)).toBe('Studio_ one_two/2026-11-26 12.34.05 a paper boat 3f9a1c-2.png');
});

it('[MD2] rooms of one name have a folder each, and keep it', () => {
  const names = new ExportNames();
  const folder = (roomId: string) => names.picture(row({ roomId, room: { name: 'Studio' } }), 0).split('/')[0];
  expect(['a', 'b', 'a', 'b'].map(folder)).toEqual(['Studio', 'Studio (2)', 'Studio', 'Studio (2)']);
});

it('[MD2] words that no system takes become others', () => {
  const names = new ExportNames();
  expect(names.picture(row({ prompt: '../..\u202e', room: { name: '..' } }), 0)).toMatch(
    /^room\/[^/]+ picture 3f9a1c-0\.png$/,
  );
  expect(new ExportNames().upload(row())).toBe('Studio_ one_two/uploads/2026-11-26 12.34.05 3f9a1c.png');
});
