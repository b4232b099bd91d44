/** Links to single pictures: who makes them, what they show to whoever has them, and how they end. */
import { buffer } from 'node:stream/consumers';
import type { Generation, MaybeShare, Share, SharedPicture, ShareList } from '@darkroom/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/storage/sha256.ts';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let people: Person[] = [];

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 1 });
});
afterEach(() => {
  for (const person of people) person.leave();
  people = [];
});
afterAll(async () => {
  await cluster?.stop();
});

async function enter(name: string): Promise<Person> {
  const person = await Person.enter(cluster.gateway, name);
  people.push(person);
  return person;
}

/** Ada's room, and in it a picture of Ben's. */
async function aPicture(): Promise<{ ada: Person; ben: Person; room: RoomTab['room']; generation: Generation }> {
  const [ada, ben] = [await enter('Ada'), await enter('Ben')];
  const { room } = await ada.host('Secret studio');
  const tab = await ben.openRoom(room);
  const { id } = await tab.request({ prompt: 'a paper boat', negativePrompt: 'rain', seed: 7, count: 2 });
  return { ada, ben, room, generation: await tab.ended(id) };
}

const addressOf = ({ id }: Generation, index = 0) => `/api/images/${id}/${index}/share`;
const put = (person: Person, generation: Generation, index = 0) =>
  person.fetch(addressOf(generation, index), { method: 'PUT' });
async function share(person: Person, generation: Generation, index = 0): Promise<Share> {
  const answer = await put(person, generation, index);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Share;
}
const revoke = (person: Person, { slug }: Share) => person.fetch(`/api/shares/${slug}`, { method: 'DELETE' });
/** Somebody with the link, without a cookie, at the other gateway. */
const ask = (path: string, init?: RequestInit) => fetch(cluster.gatewayAt(1).url + path, init);
const listed = async (person: Person, path = '/api/shares') =>
  ((await (await person.fetch(path)).json()) as ShareList).shares;

describe('a share', () => {
  it('[SH1] has a link of 128 random bits, and shows the picture to whoever has it, without a session', async () => {
    const { ben, generation } = await aPicture();
    const { slug } = await share(ben, generation, 1);
    expect(Buffer.from(slug, 'base64url')).toHaveLength(16);
    for (const [file, type] of [
      ['picture.png', 'image/png'],
      ['picture.webp', 'image/webp'],
    ]) {
      const answer = await ask(`/api/shares/${slug}/${file}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(type);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const key = `rooms/${generation.roomId}/${generation.id}/1.${file?.slice(-3) === 'png' ? 'png' : 'webp'}`;
      expect(bytes).toEqual(await buffer((await cluster.data.store.get(key)).stream));
      if (type === 'image/png') expect(sha256(bytes)).toBe(generation.pictures[1]?.sha256);
    }
  });

  it('[SH2] is the same however often and by whomever of them it is asked for, also at once', async () => {
    const { ada, ben, generation } = await aPicture();
    const answers = await Promise.all([ada, ben, ada, ben, ben].map((person) => share(person, generation)));
    expect(new Set(answers.map(({ slug }) => slug)).size).toBe(1);
    const [known] = answers;
    expect(await (await ada.fetch(addressOf(generation))).json()).toEqual({
      share: known ?? null,
    } satisfies MaybeShare);
    expect((await share(ben, generation, 1)).slug).not.toBe(known?.slug);
  });

  it.each(['0/share', '2/share', '-1/share', '0.5/share', '99999/share', 'x/share'])(
    '[SH2] of a picture that is not there is not_found: %s',
    async (end) => {
      const ada = await enter('Ada');
      const tab = await ada.host();
      const { id } = await tab.request();
      await tab.ended(id);
      const missing = end === '0/share' ? '019ac000-0000-7000-8000-000000000001' : id;
      for (const method of ['PUT', 'GET']) {
        const answer = await ada.fetch(`/api/images/${missing}/${end}`, { method });
        if (method === 'GET' && end === '2/share') continue;
        expect(answer.status).toBe(404);
      }
    },
  );

  it('[SH3] tells the settings, the author’s name and the day, and nothing of its room', async () => {
    const { ben, room, generation } = await aPicture();
    const { slug } = await share(ben, generation, 1);
    const text = await (await ask(`/api/shares/${slug}`)).text();
    expect(JSON.parse(text)).toEqual({
      slug,
      prompt: 'a paper boat',
      negativePrompt: 'rain',
      model: 'builtin',
      modelTitle: 'Darkroom built-in',
      steps: 4,
      guidanceScale: 4,
      seed: 8,
      width: 64,
      height: 64,
      bytes: generation.pictures[1]?.bytes ?? 0,
      placeholder: generation.pictures[1]?.placeholder ?? '',
      authorName: 'Ben',
      madeAt: expect.any(String),
    } satisfies SharedPicture);
    for (const secret of [room.id, room.slug, room.name, generation.id, ben.user.id])
      expect(text).not.toContain(secret);
  });

  it('[SH3] lets nobody into the room, nor at its other pictures', async () => {
    const { ben, room, generation } = await aPicture();
    const { slug } = await share(ben, generation);
    const eve = await enter('Eve');
    for (const path of [
      `/api/images/${generation.id}/0.png`,
      `/api/images/${generation.id}/1.png`,
      `/api/rooms/${slug}`,
      `/api/shares/${slug}/1.png`,
      `/api/shares/${slug}/../${generation.id}`,
      `/api/shares/${room.slug}`,
    ]) {
      expect((await eve.fetch(path)).status, path).toBe(404);
    }
    expect(await (await eve.fetch('/api/rooms')).json()).toEqual({ rooms: [] });
  });

  it('[SH4] may be kept by a browser, which asks each time whether it is shared still', async () => {
    const { ben, generation } = await aPicture();
    const made = await share(ben, generation);
    const path = `/api/shares/${made.slug}/picture.png`;
    const first = await ask(path);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await ask(path, { headers })).status).toBe(304);
    await revoke(ben, made);
    const after = await ask(path, { headers });
    expect(after.status).toBe(404);
    expect(after.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a share ends', () => {
  const isGone = async ({ slug }: Share) => {
    for (const end of ['', '/picture.png', '/picture.webp']) {
      const answer = await ask(`/api/shares/${slug}${end}`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
    }
  };

  it('[SH4] at once when it is taken back, which may be said again; the next link is another', async () => {
    const { ada, ben, generation } = await aPicture();
    const made = await share(ben, generation);
    expect((await revoke(ada, made)).status).toBe(204);
    await isGone(made);
    expect((await revoke(ben, made)).status).toBe(204);
    expect(await (await ben.fetch(addressOf(generation))).json()).toEqual({ share: null });
    const next = await share(ben, generation);
    expect(next.slug).not.toBe(made.slug);
    await isGone(made);
    expect((await ask(`/api/shares/${next.slug}`)).status).toBe(200);
  });

  it('[SH4] with its picture, and with its room', async () => {
    const { ben, room, generation } = await aPicture();
    const [one, other] = [await share(ben, generation, 0), await share(ben, generation, 1)];
    await cluster.data.sql('DELETE FROM images WHERE generation_id = $1 AND index = 0', [generation.id]);
    await isGone(one);
    await cluster.data.sql('UPDATE rooms SET deleted_at = now() WHERE id = $1', [room.id]);
    await isGone(other);
    expect(await listed(ben)).toEqual([]);
  });

  it('[SH2] also by who made it and was removed since; of the pictures of theirs the host decides, too', async () => {
    const { ada, ben, room, generation } = await aPicture();
    const made = await share(ben, generation);
    const removed = [room.id, ben.user.id];
    await cluster.data.sql('UPDATE memberships SET removed_at = now() WHERE room_id = $1 AND user_id = $2', removed);
    expect((await ask(`/api/shares/${made.slug}`)).status).toBe(200);
    expect((await put(ben, generation, 1)).status).toBe(404);
    expect(await listed(ada, `/api/rooms/${room.slug}/shares`)).toMatchObject([{ slug: made.slug }]);
    expect(await listed(ben)).toMatchObject([{ slug: made.slug }]);
    expect((await revoke(ben, made)).status).toBe(204);
    await isGone(made);
  });
});

it('[SH2] a viewer shares nothing, not even what they made before', async () => {
  const { ben, room, generation } = await aPicture();
  const viewer = [room.id, ben.user.id];
  await cluster.data.sql("UPDATE memberships SET role = 'viewer' WHERE room_id = $1 AND user_id = $2", viewer);
  expect((await put(ben, generation)).status).toBe(403);
});

it('[SH2] lists those that one may take back, and those of a room to its hosts', async () => {
  const { ada, ben, room, generation } = await aPicture();
  const byHost = await share(ada, generation, 0);
  const byAuthor = await share(ben, generation, 1);
  const shown = { prompt: 'a paper boat', roomName: 'Secret studio' };
  expect(await listed(ben)).toEqual([
    { ...byAuthor, ...shown },
    { ...byHost, ...shown },
  ]);
  expect(await listed(ada)).toEqual(await listed(ben));
  await cluster.data.sql("UPDATE memberships SET role = 'member' WHERE user_id = $1", [ada.user.id]);
  expect(await listed(ada)).toEqual([{ ...byHost, ...shown }]);
  await cluster.data.sql("UPDATE memberships SET role = 'host' WHERE user_id = $1", [ada.user.id]);
  expect(await listed(ada, `/api/rooms/${room.slug}/shares`)).toHaveLength(2);
});

it('[SH4] where the store delivers, the way to it is kept by nobody', async () => {
  const { ben, generation } = await aPicture();
  const { slug } = await share(ben, generation);
  const presigned = await cluster.addGateway({ IMAGE_DELIVERY: 'presigned' });
  const answer = await fetch(`${presigned.url}/api/shares/${slug}/picture.png`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const bytes = Buffer.from(await (await fetch(answer.headers.get('location') ?? '')).arrayBuffer());
  expect(sha256(bytes)).toBe(generation.pictures[0]?.sha256);
});

it('[AK5] looks at shares are counted by address', async () => {
  const { ben, generation } = await aPicture();
  const { slug } = await share(ben, generation);
  const { url } = await cluster.addGateway({ LIMIT_SHARES: '1/3600', LIMIT_ADDRESS_FACTOR: '3' });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++) statuses.push((await fetch(`${url}/api/shares/${slug}`)).status);
  expect(statuses).toContain(429);
});
