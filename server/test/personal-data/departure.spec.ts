/** Somebody deletes themself: nothing of theirs is left, or their pictures without a name; whatever breaks in between. */
import { randomBytes } from 'node:crypto';
import { type GalleryPage, NOBODY, type ShareList } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { json, Person } from '../support/person.ts';
import { SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let people: Person[] = [];

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2 });
});
afterEach(() => {
  for (const person of people) person.leave();
  people = [];
});
afterAll(async () => {
  await cluster?.stop();
});

async function enter(name: string, at = cluster.gateway): Promise<Person> {
  const person = await Person.enter(at, name);
  people.push(person);
  return person;
}

const depart = (person: Person, pictures: string, name = person.user.name) =>
  person.fetch('/api/me', json('DELETE', { pictures, name }));

const sql = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  cluster.data.sql<Row>(text, values);

/** The last of them goes with the person: nothing is left to do. */
async function gone({ user }: Person): Promise<void> {
  const isGone = async () =>
    (await sql('SELECT 1 FROM users WHERE id = $1', [user.id])).length === 0 ? true : undefined;
  await poll(isGone, { what: 'the end of a departure', timeoutMs: 40_000 });
}

/** Every place of every table in which one of these occurs, as table and column. */
async function tracesOf(...values: string[]): Promise<string[]> {
  const columns = await sql<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('uuid', 'text', 'character varying')`,
  );
  expect(columns.length).toBeGreaterThan(30);
  const found = await Promise.all(
    columns.map(async ({ table_name: table, column_name: column }) => {
      const patterns = values.map((value) => `%${value}%`);
      const rows = await sql(`SELECT 1 FROM "${table}" WHERE "${column}"::text LIKE ANY($1) LIMIT 1`, [patterns]);
      return rows.length > 0 ? [`${table}.${column}`] : [];
    }),
  );
  return found.flat();
}

async function objects(prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of cluster.data.store.list(prefix)) keys.push(key);
  return keys;
}

async function gallery(person: Person, { slug }: RoomTab['room']) {
  return ((await (await person.fetch(`/api/rooms/${slug}/gallery`)).json()) as GalleryPage).items;
}

/** Ada's room with pictures of hers and of Ben's, and rows of Ben's in every table that can hold one. */
async function together() {
  const [ada, ben] = [await enter('Ada'), await enter(`Ben ${randomBytes(4).toString('hex')}`)];
  const adas = await ada.host('Studio');
  const bens = await ben.openRoom(adas.room);
  // Of a room without a name of its own they are the host.
  const { room: bensRoom } = await ben.host();
  await ada.openRoom(bensRoom);
  const [ofAda, ofBen] = [await adas.request(), await bens.request({ prompt: 'a zyzzyva', count: 2 })];
  const picture = await adas.ended(ofAda.id);
  const deleted = await bens.ended(ofBen.id);
  const mine = [ben.user.id, picture.id];
  await sql("INSERT INTO reactions (user_id, generation_id, index, kind) VALUES ($1, $2, 0, 'heart')", mine);
  await sql('INSERT INTO favourites (user_id, generation_id, index) VALUES ($1, $2, 0)', mine);
  await sql('INSERT INTO stop_votes (user_id, generation_id) VALUES ($1, $2)', mine);
  await sql('INSERT INTO shares (created_by_id, generation_id, index, slug) VALUES ($1, $2, 0, $3)', [
    ...mine,
    randomBytes(16).toString('base64url'),
  ]);
  await sql('INSERT INTO identities (issuer, subject, user_id) VALUES ($1, $2, $3)', [
    'https://issuer.example',
    ben.user.id,
    ben.user.id,
  ]);
  await sql(
    `INSERT INTO invites (id, room_id, created_by_id, token_hash, role, expires_at)
     VALUES ($1, $2, $3, $4, 'member', now())`,
    [uuidv7(), adas.room.id, ben.user.id, randomBytes(8).toString('hex')],
  );
  const upload = `rooms/${adas.room.id}/uploads/${uuidv7()}`;
  for (const end of ['png', 'webp']) {
    await cluster.data.store.put(`${upload}.${end}`, Buffer.from(end), { contentType: 'image/png' });
  }
  await sql(
    `INSERT INTO uploads (id, room_id, author_id, object_key, width, height, bytes, sha256)
     VALUES ($1, $2, $3, $4, 1, 1, 3, 'x')`,
    [uuidv7(), adas.room.id, ben.user.id, `${upload}.png`],
  );
  await ben.fetch(`/api/images/${deleted.id}/0/share`, { method: 'PUT' });
  return { ada, ben, adas, bens, picture, deleted, upload };
}

describe('who deletes themself', () => {
  it('[MD3] with their pictures leaves no row, no object and no name, and the room sees the pictures go', async () => {
    const { ada, ben, adas, picture, deleted, upload } = await together();
    const link = ((await (await ben.fetch('/api/shares')).json()) as ShareList).shares[0]?.slug;
    expect((await tracesOf(ben.user.id, ben.user.name)).length).toBeGreaterThan(10);
    expect((await depart(ben, 'delete')).status).toBe(202);
    const fact = await adas.event('pictures:deleted', ({ pictures }) => pictures.length === 2);
    expect(fact.pictures).toEqual([0, 1].map((index) => ({ generationId: deleted.id, index })));
    await gone(ben);
    expect(await tracesOf(ben.user.id, ben.user.name, 'zyzzyva')).toEqual([]);
    const [marks] = await sql('SELECT marks_revision FROM images WHERE generation_id = $1', [picture.id]);
    expect(marks).toEqual({ marks_revision: 1 });
    expect(await objects(`rooms/${adas.room.id}/${deleted.id}/`)).toEqual([]);
    expect(await objects(upload)).toEqual([]);
    expect(await objects(`rooms/${adas.room.id}/${picture.id}/`)).toHaveLength(2);
    expect((await gallery(ada, adas.room)).map(({ generation }) => generation.id)).toEqual([picture.id]);
    expect((await fetch(`${cluster.gateway.url}/api/shares/${link}`)).status).toBe(404);
  });

  it('[MD3] without their pictures leaves these to nobody, under no name, and nothing else', async () => {
    const { ada, ben, adas, picture, deleted, upload } = await together();
    expect((await depart(ben, 'keep-without-name')).status).toBe(202);
    await gone(ben);
    expect(await tracesOf(ben.user.id, ben.user.name)).toEqual([]);
    expect(await objects(`rooms/${adas.room.id}/${deleted.id}/`)).toHaveLength(4);
    expect(await objects(upload)).toEqual([]);
    const items = await gallery(ada, adas.room);
    expect(items.filter(({ generation }) => generation.id === deleted.id)).toMatchObject([
      { generation: { author: { id: NOBODY, name: '' } } },
      { generation: { author: { id: NOBODY, name: '' } } },
    ]);
    expect(items.find(({ generation }) => generation.id === picture.id)?.generation.author.name).toBe('Ada');
    // Of several who left nobody knows which was whose.
    expect(await sql('SELECT 1 FROM users WHERE id = $1', [NOBODY])).toHaveLength(1);
  });

  it('[MD3] is nobody from the answer on, in every browser and tab', async () => {
    const ben = await enter('Ben');
    const tabs = [await ben.host(), await ben.connect(cluster.gatewayAt(1))];
    const closed = tabs.map((tab) =>
      tab.until(() => tab.heard.some(({ name }) => name === 'disconnect') || undefined, 'a closed tab'),
    );
    const answer = await depart(ben, 'delete');
    expect(answer.headers.getSetCookie()[0]).toContain('darkroom_session=;');
    expect((await ben.fetch('/api/session')).status).toBe(401);
    await Promise.all(closed);
    // An answer that was lost is asked for again.
    expect((await depart(ben, 'delete')).status).toBe(401);
    await gone(ben);
  });

  it('[MD3] takes back what waits and what develops', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const adas = await ada.host();
    const bens = await ben.openRoom(adas.room);
    const developing = await bens.request({ ...SLOW, count: 4 });
    await bens.fact('generation:started', developing.id);
    const waiting = await bens.request();
    expect((await depart(ben, 'delete')).status).toBe(202);
    await Promise.all([developing, waiting].map(({ id }) => adas.ended(id, 'generation:cancelled')));
    await gone(ben);
    expect(await sql('SELECT 1 FROM generations WHERE id = ANY($1::uuid[])', [[developing.id, waiting.id]])).toEqual(
      [],
    );
    expect(await objects(`rooms/${adas.room.id}/${developing.id}/`)).toEqual([]);
  });

  it.each([
    ['another name', { pictures: 'delete', name: 'Ada' }],
    ['no choice', { name: 'Ben' }],
    ['an unknown choice', { pictures: 'some', name: 'Ben' }],
    ['more than was asked for', { pictures: 'delete', name: 'Ben', userId: uuidv7() }],
  ])('[MD3] has to say so: with %s nothing happens', async (_, body) => {
    const ben = await enter('Ben');
    const answer = await ben.fetch('/api/me', json('DELETE', body));
    expect(answer.status).toBe(400);
    expect((await ben.fetch('/api/session')).status).toBe(200);
    expect((await fetch(`${cluster.gateway.url}/api/me`, json('DELETE', body))).status).toBe(401);
    expect(await sql('SELECT 1 FROM departures')).toEqual([]);
  });
});

describe('the rooms of who deletes themself', () => {
  it('[MD5] get as host who has been a member longest; those with nobody left go, with their objects', async () => {
    const [ada, ben, cleo] = [await enter('Ada'), await enter('Ben'), await enter('Cleo')];
    const shared = await ada.host('shared');
    await ben.openRoom(shared.room);
    await cleo.openRoom(shared.room);
    const alone = await ada.host('alone');
    const { id } = await alone.request();
    await alone.ended(id);
    const both = await ada.host('two hosts');
    await ben.openRoom(both.room);
    await cleo.openRoom(both.room);
    await sql("UPDATE memberships SET role = 'host' WHERE room_id = $1 AND user_id = $2", [both.room.id, cleo.user.id]);
    expect((await depart(ada, 'keep-without-name')).status).toBe(202);
    await gone(ada);
    const hosts = (roomId: string) =>
      sql<{ user_id: string }>("SELECT user_id FROM memberships WHERE room_id = $1 AND role = 'host'", [roomId]);
    expect(await hosts(shared.room.id)).toEqual([{ user_id: ben.user.id }]);
    expect(await hosts(both.room.id)).toEqual([{ user_id: cleo.user.id }]);
    const isGone = async () => ((await objects(`rooms/${alone.room.id}/`)).length === 0 ? true : undefined);
    await poll(isGone, { what: 'the end of a room', timeoutMs: 40_000 });
    expect((await fetch(`${cluster.gateway.url}/api/rooms/${alone.room.slug}`)).status).toBe(404);
  });

  it('[MD5] where two hosts leave at once, a third has it', async () => {
    const [ada, ben, cleo] = [await enter('Ada'), await enter('Ben'), await enter('Cleo')];
    const { room } = await ada.host();
    await ben.openRoom(room);
    await cleo.openRoom(room);
    await sql("UPDATE memberships SET role = 'host' WHERE room_id = $1 AND user_id = $2", [room.id, ben.user.id]);
    await Promise.all([depart(ada, 'delete'), depart(ben, 'delete')]);
    await Promise.all([gone(ada), gone(ben)]);
    expect(await sql('SELECT user_id, role FROM memberships WHERE room_id = $1', [room.id])).toEqual([
      { user_id: cleo.user.id, role: 'host' },
    ]);
  });
});
