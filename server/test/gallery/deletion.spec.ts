/** Pictures that somebody takes away: gone for everybody, not made again, and their objects with them. */
import type { Generation, PictureRef } from '@darkroom/protocol';
import pg from 'pg';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { ImagesRepository } from '../../src/developing/images.repository.ts';
import { Prisma } from '../../src/shared/prisma.ts';
import { objectKey } from '../../src/storage/object-keys.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { Person } from '../support/person.ts';
import { objectsOf, rowsOf } from '../support/pictures.ts';
import { prompt, SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';
import { testEnv } from '../support/test-env.ts';

let cluster: Cluster;
let ada: Person;
let ben: Person;
let host: RoomTab;
let guest: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, seesCancelFlags: true });
});
beforeEach(async () => {
  [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
  host = await ada.host();
  guest = await ben.openRoom(host.room);
});
afterEach(() => {
  ada.leave();
  ben.leave();
});
afterAll(() => cluster?.stop());

async function picture(tab: RoomTab, count = 1): Promise<Generation> {
  const { id } = await tab.request({ count });
  return tab.ended(id);
}

const of = ({ id }: Generation, ...indexes: number[]): PictureRef[] =>
  indexes.map((index) => ({ generationId: id, index }));
const remove = (tab: RoomTab, pictures: PictureRef[]) => tab.ask('pictures:delete', { roomId: host.room.id, pictures });

const eventually = (ask: () => Promise<true | undefined>, what: string) =>
  poll(ask, { what, timeoutMs: DEADLINE_MS, everyMs: 50 });
const objectsAre = (generation: Generation, count: number) =>
  eventually(async () => (await objectsOf(cluster.data, generation)).size === count || undefined, `${count} objects`);

describe('[RL6] pictures', () => {
  it('are taken away by their author: gone for everybody, with their addresses and objects; the rest stays', async () => {
    const generation = await picture(guest, 3);
    await remove(guest, of(generation, 0, 2));
    const told = await host.event('pictures:deleted');
    expect(told.pictures).toEqual(of(generation, 0, 2));
    expect(host.feed.generations[generation.id]?.pictures.map(({ index }) => index)).toEqual([1]);
    for (const [index, status] of [
      [0, 404],
      [1, 200],
      [2, 404],
    ]) {
      expect((await ada.fetch(`/api/images/${generation.id}/${index}.png`)).status).toBe(status);
      expect((await ada.fetch(`/api/images/${generation.id}/${index}.webp`)).status).toBe(status);
    }
    await objectsAre(generation, 2);
    expect((await rowsOf(cluster.data, generation)).map(({ index }) => index)).toEqual([1]);
    const gallery = await (await ada.fetch(`/api/rooms/${host.room.slug}/gallery`)).json();
    expect(gallery.items).toHaveLength(1);
    // Again, as after a lost answer: nothing more happens, and the room is told once more.
    await remove(guest, of(generation, 0, 2));
    await host.until(() => host.all('pictures:deleted')[1], 'the second telling');
  });

  it('of several people are the host’s to take away, all or none', async () => {
    const [mine, hers] = [await picture(guest), await picture(host)];
    const both = [...of(mine, 0), ...of(hers, 0)];
    await expect(remove(guest, both)).rejects.toThrow('forbidden');
    const nobodys = { generationId: prompt(host.room.id).id, index: 0 };
    await expect(remove(host, [...both, nobodys] as PictureRef[])).rejects.toThrow('generation_not_found');
    expect([await rowsOf(cluster.data, mine), await rowsOf(cluster.data, hers)].flat()).toHaveLength(2);
    await remove(host, both);
    await Promise.all([objectsAre(mine, 0), objectsAre(hers, 0)]);
    // The words stay, for what was made from them.
    expect(await cluster.data.sql('SELECT status FROM generations WHERE room_id = $1', [host.room.id])).toHaveLength(2);
  });

  it('are not made again: not by a retry, and not where another picture of the prompt is lost', async () => {
    const { id } = await guest.request({ ...SLOW, count: 3 });
    await guest.fact('generation:pictured', id);
    await remove(guest, [{ generationId: id, index: 0 }] as PictureRef[]);
    await guest.act('generation:cancel', id);
    const { revision } = await guest.ended(id, 'generation:cancelled');
    await guest.act('generation:retry', id);
    const again = await guest.ended(id, 'generation:finished', DEADLINE_MS, revision);
    expect(again.pictures.map(({ index }) => index)).toEqual([1, 2]);
    await objectsAre(again, 4);

    await cluster.data.store.delete([objectKey(host.room.id, id, 2, 'original')]);
    await nextRound();
    const mended = await guest.ended(id, 'generation:finished', DEADLINE_MS, again.revision);
    expect(mended.pictures).toEqual(again.pictures);
    await objectsAre(again, 4);
  });

  it('are not made again where they are deleted just while they are made anew', async () => {
    const { id } = await guest.request({ ...SLOW, count: 2 });
    const { revision } = await guest.ended(id);
    await cluster.data.store.delete([objectKey(host.room.id, id, 1, 'original')]);
    await nextRound();
    await guest.until(() => (guest.feed.generations[id]?.revision ?? 0) > revision || undefined, 'the mending');
    await remove(guest, [{ generationId: id, index: 1 }] as PictureRef[]);
    const mended = await guest.ended(id, 'generation:finished', DEADLINE_MS, revision);
    expect(mended.pictures.map(({ index }) => index)).toEqual([0]);
    expect((await ada.fetch(`/api/images/${id}/1.png`)).status).toBe(404);
    await nextRound();
    await objectsAre(mended, 2);
  });

  it('are not stored again by another worker that is making them, also while they are being deleted', async () => {
    const generation = await picture(guest);
    const [row] = await cluster.data.sql<Record<string, string>>('SELECT * FROM images WHERE generation_id = $1', [
      generation.id,
    ]);
    const prisma = new Prisma(testEnv(cluster.data.env));
    const deleting = new pg.Client({ connectionString: cluster.data.env.DATABASE_URL });
    await deleting.connect();
    try {
      // As the gateway deletes: the row is held until the picture's is gone and its number is kept.
      await deleting.query('BEGIN');
      await deleting.query('SELECT 1 FROM generations WHERE id = $1 FOR UPDATE', [generation.id]);
      await deleting.query('DELETE FROM images WHERE generation_id = $1', [generation.id]);
      const storing = new ImagesRepository(prisma).storeOnce({
        generationId: generation.id,
        index: 0,
        roomId: generation.roomId,
        objectKey: row?.object_key ?? '',
        thumbnailKey: row?.thumbnail_key ?? '',
        width: 64,
        height: 64,
        bytes: 1,
        sha256: row?.sha256 ?? '',
        seed: 1n,
        placeholder: '',
      });
      await deleting.query("UPDATE generations SET deleted_indexes = '{0}' WHERE id = $1", [generation.id]);
      await deleting.query('COMMIT');
      await storing;
      expect(await rowsOf(cluster.data, generation)).toEqual([]);
    } finally {
      await deleting.end();
      await prisma.$disconnect();
    }
  });

  it('whose objects stayed, because the gateway ended, are removed by the reconciler', async () => {
    const generation = await picture(guest);
    const objects = await objectsOf(cluster.data, generation);
    await remove(guest, of(generation, 0));
    await objectsAre(generation, 0);
    for (const [key, body] of objects) await cluster.data.store.put(key, body, { contentType: 'image/png' });
    await nextRound();
    await objectsAre(generation, 0);
  });
});

/** As at the start of Darkroom: the worker's first round, without the wait for the one before to grow old. */
async function nextRound(): Promise<void> {
  await cluster.worker.stop();
  const redis = createClient({ url: cluster.data.env.REDIS_URL });
  await redis.connect();
  await redis.del('darkroom:round:bucket');
  redis.destroy();
  await cluster.worker.start();
}
