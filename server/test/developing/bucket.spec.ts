/** Database and bucket, set at odds by hand, agree again after the reconciler's round. */
import type { Generation } from '@darkroom/protocol';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { objectKey } from '../../src/storage/object-keys.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { Person } from '../support/person.ts';
import { expectWhole, rowsOf } from '../support/pictures.ts';
import { prompt } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

const PNG = { contentType: 'image/png' };

let cluster: Cluster;
let tab: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start();
});
beforeEach(async () => {
  tab = await (await Person.enter(cluster.gateway)).host();
});
afterAll(() => cluster?.stop());

/** As at the start of Darkroom: the worker's first round, without the wait for the one before to grow old. */
async function nextRound(): Promise<void> {
  await cluster.worker.stop();
  const redis = createClient({ url: cluster.data.env.REDIS_URL });
  await redis.connect();
  await redis.del('darkroom:round:bucket');
  redis.destroy();
  await cluster.worker.start();
}

const eventually = (ask: () => Promise<true | undefined>, what: string) =>
  poll(ask, { what, timeoutMs: DEADLINE_MS, everyMs: 100 });

async function picture(count = 1): Promise<Generation> {
  const { id } = await tab.request({ count });
  return await tab.ended(id);
}

it.each(['original', 'thumbnail'] as const)(
  '[GN1] a picture whose %s is gone from the bucket is made again, with the same bytes',
  async (kind) => {
    const generation = await picture(2);
    await cluster.data.store.delete([objectKey(generation.roomId, generation.id, 1, kind)]);
    await nextRound();
    const done = await tab.ended(generation.id, 'generation:finished', DEADLINE_MS, generation.revision);
    expect(done.pictures).toEqual(generation.pictures);
    await expectWhole(cluster.data, generation);
  },
);

it('[GN1] objects that no row knows are removed; whatever else lies in the bucket stays', async () => {
  const generation = await picture();
  const { store } = cluster.data;
  const nobodys = objectKey(generation.roomId, prompt(generation.roomId).id, 0, 'original');
  const tooMany = objectKey(generation.roomId, generation.id, 3, 'thumbnail');
  for (const key of [nobodys, tooMany, 'notes/0.png', 'rooms/readme.txt']) await store.put(key, Buffer.from('x'), PNG);
  await nextRound();
  await eventually(async () => ((await store.head(nobodys)) === null ? true : undefined), 'the removal');
  expect(await store.head(tooMany)).toBeNull();
  expect(await store.head('notes/0.png')).not.toBeNull();
  expect(await store.head('rooms/readme.txt')).not.toBeNull();
  await expectWhole(cluster.data, generation);
});

it('a bucket that lacks most of what the rows name is taken for the wrong one: no row is touched', async () => {
  const generation = await picture();
  await cluster.data.sql(
    `INSERT INTO images SELECT generation_id, i, room_id, object_key || i, thumbnail_key || i, width, height, bytes, sha256, seed, placeholder
     FROM images, generate_series(100, 160) AS i WHERE generation_id = $1`,
    [generation.id],
  );
  await nextRound();
  const warned = async () => (cluster.worker.log().includes('do not belong together') ? true : undefined);
  await eventually(warned, 'the warning');
  expect(await rowsOf(cluster.data, generation)).toHaveLength(62);
});
