/** A room that is deleted: gone for everybody at once, and then in truth, whatever happens to the workers. */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { objectKey, roomPrefix } from '../../src/storage/object-keys.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { Person } from '../support/person.ts';
import { SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

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

/** The last answer may not come: the connection is closed by what was asked for. */
const deleteRoom = () => host.send('room:delete', { roomId: host.room.id }).catch(() => {});

async function keysOf(roomId: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of cluster.data.store.list(roomPrefix(roomId))) keys.push(key);
  return keys;
}

const rowsOf = async (table: 'rooms' | 'generations' | 'images' | 'memberships' | 'invites') => {
  const column = table === 'rooms' ? 'id' : 'room_id';
  return (await cluster.data.sql(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [host.room.id])).length;
};

const gone = () =>
  poll(async () => ((await rowsOf('rooms')) === 0 && (await keysOf(host.room.id)).length === 0 ? true : undefined), {
    what: 'the end of the room',
    timeoutMs: DEADLINE_MS,
    everyMs: 50,
  });

describe('[RL7] a deleted room', () => {
  it('is there for nobody at once: not its host, by no route, on no gateway', async () => {
    const { id } = await guest.request();
    await guest.ended(id);
    const deletedAt = Date.now();
    await deleteRoom();
    for (const tab of [host, guest]) {
      expect((await tab.event('room:closed')).error.code).toBe('room_deleted');
      await tab.until(() => !tab.socket.connected || undefined, 'the end of the connection');
    }
    console.info(`Deleted: all connections were closed after ${Date.now() - deletedAt} ms`);
    expect(Date.now() - deletedAt).toBeLessThan(1_000);
    for (const person of [ada, ben]) {
      for (const path of ['', '/gallery']) {
        expect((await person.fetch(`/api/rooms/${host.room.slug}${path}`)).status).toBe(404);
      }
      expect((await person.fetch(`/api/images/${id}/0.png`)).status).toBe(404);
      expect(await (await person.fetch('/api/rooms')).json()).toEqual({ rooms: [] });
      const again = await person.connect();
      const answer = await again.send('room:join', { slug: host.room.slug });
      expect(answer).toMatchObject({ ok: false, error: { code: 'room_not_found' } });
    }
    await gone();
    for (const table of ['generations', 'images', 'memberships', 'invites'] as const) {
      expect(await rowsOf(table), table).toBe(0);
    }
  });

  it('takes what develops and waits in it along, and leaves nothing behind', async () => {
    const [first] = [await guest.request({ ...SLOW, count: 4 }), await guest.request(SLOW)];
    await guest.shown(first.id, 'developing');
    await deleteRoom();
    await gone();
    // Others are served by the worker that had it in hand.
    const elsewhere = await ben.host();
    await elsewhere.ended((await elsewhere.request()).id);
    expect(await keysOf(host.room.id)).toEqual([]);
    const waiting = await elsewhere.ask('room:join', { slug: elsewhere.room.slug });
    expect(waiting.places).toEqual([]);
  });

  it('goes on going after kill -9 of the worker in the middle, down to the last object', async () => {
    const { id } = await guest.request();
    await guest.ended(id);
    await seed(1_500, 200);
    const others = await ben.host();
    const kept = (await others.request()).id;
    await others.ended(kept);
    // Somebody holds a row of the second batch: the removal stands still in its middle.
    const holder = new pg.Client({ connectionString: cluster.data.env.DATABASE_URL });
    await holder.connect();
    await holder.query('BEGIN');
    const held = await cluster.data.sql(
      'SELECT id FROM generations WHERE room_id = $1 ORDER BY status, created_at OFFSET 700 LIMIT 1',
      [host.room.id],
    );
    await holder.query('SELECT 1 FROM generations WHERE id = $1 FOR UPDATE', [held[0]?.id]);
    await deleteRoom();
    const isInTheMiddle = async () => ((await rowsOf('generations')) <= 1_001 ? true : undefined);
    await poll(isInTheMiddle, { what: 'the middle', timeoutMs: DEADLINE_MS, everyMs: 20 });
    await cluster.worker.kill();
    expect(await rowsOf('generations')).toBeGreaterThan(0);
    expect(await rowsOf('rooms')).toBe(1);
    await holder.end();
    const restartedAt = Date.now();
    await cluster.worker.start();
    await gone();
    console.info(`The rest of the room was gone ${Date.now() - restartedAt} ms after the worker's start`);
    for (const table of ['generations', 'images', 'memberships'] as const) expect(await rowsOf(table), table).toBe(0);
    expect((await ben.fetch(`/api/images/${kept}/0.png`)).status).toBe(200);
  });
});

/** Generations of one picture each, and the objects of some of them. */
async function seed(count: number, objects: number): Promise<void> {
  await cluster.data.sql(
    `INSERT INTO generations (id, room_id, author_id, status, prompt, negative_prompt, model, steps, guidance_scale, width, height, seed, count, created_at)
     SELECT gen_random_uuid(), $1, $2, 'finished', 'seeded', '', 'builtin', 1, 1, 64, 64, 0, 1, now() - n * interval '1 second'
     FROM generate_series(1, $3::int) AS n`,
    [host.room.id, ben.user.id, count],
  );
  await cluster.data.sql(
    `INSERT INTO images (generation_id, index, room_id, object_key, thumbnail_key, width, height, bytes, sha256, seed, placeholder)
     SELECT id, 0, room_id, 'rooms/' || room_id || '/' || id || '/0.png', 'rooms/' || room_id || '/' || id || '/0.webp', 64, 64, 1, 'x', 0, ''
     FROM generations WHERE room_id = $1 AND prompt = 'seeded'`,
    [host.room.id],
  );
  const rows = await cluster.data.sql<{ generation_id: string }>(
    `SELECT generation_id FROM images WHERE room_id = $1 AND sha256 = 'x' LIMIT $2`,
    [host.room.id, objects],
  );
  const put = (key: string) => cluster.data.store.put(key, Buffer.from('x'), { contentType: 'image/png' });
  await Promise.all(rows.map(({ generation_id }) => put(objectKey(host.room.id, generation_id, 0, 'original'))));
  // What else lies in a room's folder goes with it.
  await put(`${roomPrefix(host.room.id)}uploads/anything.png`);
}
