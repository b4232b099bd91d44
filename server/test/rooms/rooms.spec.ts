/** Rooms and who is in them over REST and sockets, on two gateways that share Postgres, Redis and S3. */
import type { MyRoom } from '@darkroom/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { json, Person } from '../support/person.ts';

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

async function enter(name: string, gateway = cluster.gateway): Promise<Person> {
  const person = await Person.enter(gateway, name);
  people.push(person);
  return person;
}

describe('a room', () => {
  it('[RM1] has a link of 128 random bits, and whoever has it becomes a member; who made it is its host', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const slugs = await Promise.all(Array.from({ length: 20 }, async () => (await ada.makeRoom()).slug));
    expect(new Set(slugs).size).toBe(20);
    for (const slug of slugs) expect(Buffer.from(slug, 'base64url')).toHaveLength(16);
    const host = await ada.host('Studio');
    const guest = await ben.openRoom(host.room);
    expect(host.snapshot.you).toEqual({ ...ada.user, role: 'host' });
    expect(guest.snapshot).toMatchObject({ you: { ...ben.user, role: 'member' }, room: { name: 'Studio' } });
  });

  it('[RM1] is listed with those that one was in, latest visit first', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const [first, second] = [await ada.makeRoom('first'), await ada.makeRoom('second')];
    await ben.openRoom(second);
    await ben.openRoom(first);
    const { rooms } = (await (await ben.fetch('/api/rooms')).json()) as { rooms: MyRoom[] };
    expect(rooms).toMatchObject([
      { slug: first.slug, name: 'first', role: 'member', pictureCount: 0 },
      { slug: second.slug, name: 'second', role: 'member' },
    ]);
  });

  it.each(['AAAAAAAAAAAAAAAAAAAAAA', 'short', '%00', '..%2f..', "'; DROP TABLE rooms; --"])(
    '[RM1] that does not exist is room_not_found: %s',
    async (slug) => {
      const ada = await enter('Ada');
      for (const path of [`/api/rooms/${slug}`, `/api/rooms/${slug}/gallery`]) {
        const answer = await ada.fetch(path);
        expect(answer.status, path).toBe(404);
        expect(await answer.json()).toMatchObject({ error: { code: 'room_not_found', retryable: false } });
      }
    },
  );

  it('opened in several tabs at the same moment makes one member of a person', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const room = await ada.makeRoom();
    await Promise.all(Array.from({ length: 8 }, (_, i) => ben.openRoom(room, cluster.gatewayAt(i % 2))));
    const members = await cluster.data.sql('SELECT role FROM memberships WHERE room_id = $1', [room.id]);
    expect(members.map(({ role }) => role).sort()).toEqual(['host', 'member']);
  });

  it('is renamed by its host alone, before everybody on every gateway', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const host = await ada.host('old');
    const guest = await ben.openRoom(host.room, cluster.gatewayAt(1));
    const payload = { roomId: host.room.id, name: 'new' };
    expect(await guest.send('room:rename', payload)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect((await host.ask('room:rename', payload)).name).toBe('new');
    expect((await guest.event('room:changed')).room).toMatchObject({ id: host.room.id, name: 'new' });
    expect(guest.all('room:changed')).toHaveLength(1);
  });

  it('[RM3] that was left takes no more commands, and tells nothing any more', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const host = await ada.host('old');
    const guest = await ben.openRoom(host.room);
    await guest.ask('room:leave', { roomId: host.room.id });
    expect(await guest.send('room:rename', { roomId: host.room.id, name: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'not_member' },
    });
    await host.until(() => host.feed.people.length === 1 || undefined, 'the leaving');
    const heard = guest.heard.length;
    await host.ask('room:rename', { roomId: host.room.id, name: 'new' });
    // A command that is answered after the rename: what was to come has come.
    await guest.ask('room:leave', { roomId: host.room.id });
    expect(guest.heard.slice(heard)).toEqual([]);
  });
});

describe('pictures', () => {
  it('[RM5] are for members: a stranger gets 404 for picture and thumbnail, and no gallery', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const host = await ada.host();
    const { id } = await host.request();
    await host.ended(id);
    const paths = [`/api/images/${id}/0.png`, `/api/images/${id}/0.webp`];
    for (const path of paths) {
      expect((await ada.fetch(path)).status).toBe(200);
      const answer = await ben.fetch(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
    }
    const gallery = `/api/rooms/${host.room.slug}/gallery`;
    expect((await ada.fetch(gallery)).status).toBe(200);
    // Who has the link may come in: the answer says what to do first.
    const refused = await ben.fetch(gallery);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { code: 'not_member' } });
    await ben.openRoom(host.room);
    for (const path of [...paths, gallery]) expect((await ben.fetch(path)).status).toBe(200);
  });

  it('the gallery is paged newest first, and a cursor that nobody wrote is a bad_request', async () => {
    const ada = await enter('Ada');
    const host = await ada.host();
    const { id } = await host.request({ count: 3 });
    await host.ended(id);
    const page = async (query: string) => (await ada.fetch(`/api/rooms/${host.room.slug}/gallery?${query}`)).json();
    const first = await page('limit=2');
    expect(first.items.map((item: { picture: { index: number } }) => item.picture.index)).toEqual([2, 1]);
    const rest = await page(`limit=2&cursor=${first.nextCursor}`);
    expect(rest.items.map((item: { picture: { index: number } }) => item.picture.index)).toEqual([0]);
    expect(rest.nextCursor).toBeNull();
    const made = (cursor: unknown) => Buffer.from(JSON.stringify(cursor)).toString('base64url');
    const cursors = [
      'x',
      made([]),
      made(['2026-01-01', id, 1e12]),
      made(['-200000-01-01T00:00:00.000Z', id, 0]),
      made(['+200000-01-01T00:00:00.000Z', id, 0]),
    ];
    for (const cursor of cursors) {
      expect(await page(`cursor=${cursor}`), cursor).toMatchObject({ error: { code: 'bad_request' } });
    }
  });
});

describe('who is here', () => {
  it('[RM4] holds everyone once, over two gateways and several tabs', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben', cluster.gatewayAt(1))];
    const host = await ada.host();
    const guest = await ben.openRoom(host.room);
    const tab = await ben.openRoom(host.room, cluster.gateway);
    const both = [
      { userId: ada.user.id, name: 'Ada', role: 'host' },
      { userId: ben.user.id, name: 'Ben', role: 'member' },
    ];
    expect((await host.event('presence:changed', ({ people }) => people.length === 2)).people).toEqual(both);
    expect(tab.snapshot.people).toEqual(both);
    const changes = host.all('presence:changed').length;
    await tab.ask('room:leave', { roomId: host.room.id });
    guest.close();
    await host.until(() => host.feed.people.length === 1 || undefined, 'the leaving');
    expect(host.feed.people).toEqual(both.slice(0, 1));
    // The second tab came and went without a word: only the last one is news.
    expect(host.all('presence:changed')).toHaveLength(changes + 1);
  });

  it('[RM10] is seen under another name at once, on every gateway', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben', cluster.gatewayAt(1))];
    const host = await ada.host();
    const visitor = await ben.openRoom(host.room);
    const answer = await ben.fetch('/api/session', json('PATCH', { name: 'Benedikt' }));
    expect(await answer.json()).toEqual({ user: { id: ben.user.id, name: 'Benedikt' } });
    for (const tab of [host, visitor]) {
      await tab.until(() => tab.feed.people.find(({ name }) => name === 'Benedikt'), 'the other name');
      expect(tab.feed.people.map(({ userId }) => userId)).toEqual([ada.user.id, ben.user.id]);
    }
    expect((await ada.openRoom(host.room)).snapshot.people).toMatchObject([{ name: 'Ada' }, { name: 'Benedikt' }]);
  });

  it('[RM4] a person whose gateway was killed leaves within 15 s, and is back when their browser finds another', async () => {
    const doomed = await cluster.addGateway();
    const [ada, ben] = [await enter('Ada'), await enter('Ben', doomed)];
    const host = await ada.host();
    await ben.openRoom(host.room);
    await host.event('presence:changed', ({ people }) => people.length === 2);
    const killedAt = Date.now();
    await doomed.process.kill();
    const left = await host.until(
      () => host.heard.find(({ name, atMs }) => name === 'presence:changed' && atMs > killedAt),
      'the leaving',
    );
    expect(left.payload).toMatchObject({ people: [{ userId: ada.user.id }] });
    expect(left.atMs - killedAt).toBeLessThan(15_000);
    await ben.openRoom(host.room, cluster.gateway);
    await host.until(() => host.feed.people.length === 2 || undefined, 'the coming back');
  });

  it('[RM4] a person whose gateway stops in order, and who does not come to another, leaves within 15 s', async () => {
    const leaving = await cluster.addGateway();
    const [ada, ben] = [await enter('Ada'), await enter('Ben', leaving)];
    const host = await ada.host();
    await ben.openRoom(host.room);
    await host.event('presence:changed', ({ people }) => people.length === 2);
    const stoppedAt = Date.now();
    await leaving.process.stop();
    await host.until(() => host.feed.people.length === 1 || undefined, 'the leaving', 20_000);
    expect(Date.now() - stoppedAt).toBeLessThan(15_000);
  });
});
