import { expect, it } from 'vitest';
import {
  generationPrefix,
  objectKey,
  parseObjectKey,
  parsePictureFile,
  parseUploadKey,
  roomPrefix,
  uploadKey,
} from './object-keys.ts';

it('[PC1] a picture lies under its room and generation, its thumbnail beside it', () => {
  expect(objectKey('r', 'g', 0, 'original')).toBe('rooms/r/g/0.png');
  expect(objectKey('r', 'g', 3, 'thumbnail')).toBe('rooms/r/g/3.webp');
  expect(objectKey('r', 'g', 3, 'thumbnail').startsWith(generationPrefix('r', 'g'))).toBe(true);
  expect(generationPrefix('r', 'g').startsWith(roomPrefix('r'))).toBe(true);
});

it('a key is read back to what it was made from', () => {
  expect(parseObjectKey(objectKey('r', 'g', 2, 'thumbnail'))).toEqual({
    roomId: 'r',
    generationId: 'g',
    index: 2,
    kind: 'thumbnail',
  });
});

it.each([
  '',
  '0',
  '0.gif',
  '00.png',
  '-1.png',
  '1.5.png',
  '0.png.webp',
  '../0.png',
  '0.png\n',
  'toString.png',
  '10000.png',
])('a file name that is none of ours is refused: %j', (file) => {
  expect(parsePictureFile(file)).toBeNull();
  expect(parseObjectKey(`rooms/r/g/${file}`)).toBeNull();
});

it('[BD8] what somebody brought lies under its room, and is never taken for a picture of a generation', () => {
  const uploadId = '019ac000-0000-7000-8000-000000000001';
  for (const kind of ['original', 'thumbnail'] as const) {
    const key = uploadKey('r', uploadId, kind);
    expect(key.startsWith(roomPrefix('r'))).toBe(true);
    expect(parseUploadKey(key)).toEqual({ roomId: 'r', uploadId, kind });
    expect(parseObjectKey(key)).toBeNull();
  }
  for (const key of ['rooms/r/g/0.png', 'rooms/r/uploads/0.png', `rooms/r/uploads/${uploadId}.gif`]) {
    expect(parseUploadKey(key)).toBeNull();
  }
});
