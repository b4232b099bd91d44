/** What is stored of a generation, in bucket and table. */
import { buffer } from 'node:stream/consumers';
import type { Generation } from '@darkroom/protocol';
import { expect } from 'vitest';
import { sha256 } from '../../src/storage/sha256.ts';
import type { OwnData } from './own-data.ts';

/** Every object of it, by key. */
export async function objectsOf({ store }: OwnData, { roomId, id }: Generation): Promise<Map<string, Buffer>> {
  const objects = new Map<string, Buffer>();
  for await (const key of store.list(`rooms/${roomId}/${id}/`)) {
    objects.set(key, await buffer((await store.get(key)).stream));
  }
  return objects;
}

export const rowsOf = ({ sql }: OwnData, { id }: Generation) =>
  sql<{ index: number; object_key: string; thumbnail_key: string; sha256: string; bytes: number; seed: string }>(
    'SELECT * FROM images WHERE generation_id = $1 ORDER BY index',
    [id],
  );

/** [GN1] in full: finished, with all that was asked for stored, and nothing else. */
export async function expectWhole(data: OwnData, generation: Generation): Promise<void> {
  const [row] = await data.sql('SELECT status FROM generations WHERE id = $1', [generation.id]);
  expect(row).toEqual({ status: 'finished' });
  await expectStored(data, generation, generation.count);
}

/** Of its first `count` pictures the rows, and in the bucket their originals, with those bytes, and thumbnails, and nothing else. */
export async function expectStored(data: OwnData, generation: Generation, count: number): Promise<void> {
  const rows = await rowsOf(data, generation);
  expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => index));
  const objects = await objectsOf(data, generation);
  const keys = rows.flatMap(({ object_key, thumbnail_key }) => [object_key, thumbnail_key]);
  expect([...objects.keys()].sort()).toEqual(keys.sort());
  for (const { object_key, sha256: digest, bytes } of rows) {
    const original = objects.get(object_key);
    expect(original && sha256(original)).toBe(digest);
    expect(original?.length).toBe(bytes);
  }
}

/** Nothing of it was stored. */
export async function expectNothing(data: OwnData, generation: Generation): Promise<void> {
  expect(await rowsOf(data, generation)).toEqual([]);
  expect([...(await objectsOf(data, generation)).keys()]).toEqual([]);
}
