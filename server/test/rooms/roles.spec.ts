/** What a change of role or a removal does, on two gateways: at once, everywhere, and also where Redis tells nobody of it. */
import type { Command, ErrorCode } from '@darkroom/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { type Connection, DEADLINE_MS } from '../support/connection.ts';
import { Person } from '../support/person.ts';
import { prompt } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let ada: Person;
let ben: Person;
let host: RoomTab;
let guest: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2 });
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

const bens = () => ({ roomId: host.room.id, userId: ben.user.id });
const setRole = (role: 'host' | 'member' | 'viewer', of = bens()) => host.ask('person:set-role', { ...of, role });

async function meets(connection: Connection, command: Command, payload: unknown): Promise<'ok' | ErrorCode> {
  const answer = await connection.send(command, payload);
  return answer.ok ? 'ok' : answer.error.code;
}

const eventually = (ask: () => Promise<true | undefined>, what: string) =>
  poll(ask, { what, timeoutMs: DEADLINE_MS, everyMs: 50 });

describe('[RL1, RL2] a role', () => {
  it('is another at once, for everybody on every gateway', async () => {
    expect(await setRole('viewer')).toMatchObject({ userId: ben.user.id, name: 'Ben', role: 'viewer' });
    await guest.until(() => guest.feed.you?.role === 'viewer' || undefined, 'the other role');
    await host.until(() => host.feed.people.some(({ role }) => role === 'viewer') || undefined, 'it at the other');
    expect(await meets(guest, 'generation:request', prompt(host.room.id))).toBe('forbidden');
    expect(await cluster.data.sql('SELECT 1 FROM generations WHERE room_id = $1', [host.room.id])).toEqual([]);
    await setRole('member');
    await guest.until(() => guest.feed.you?.role === 'member' || undefined, 'the role of before');
    await eventually(
      async () => (await meets(guest, 'generation:request', prompt(host.room.id))) === 'ok' || undefined,
      'writing',
    );
    expect((await ben.openRoom(host.room, cluster.gateway)).snapshot.you.role).toBe('member');
  });

  it('of a viewer takes from the author what was theirs to do', async () => {
    const { id } = await guest.request();
    await guest.ended(id);
    await setRole('viewer');
    await guest.until(() => guest.feed.you?.role === 'viewer' || undefined, 'the other role');
    const one = { roomId: host.room.id, generationId: id };
    expect(await meets(guest, 'generation:retry', one)).toBe('forbidden');
    const pictures = [{ generationId: id, index: 0 }];
    expect(await meets(guest, 'pictures:delete', { roomId: host.room.id, pictures })).toBe('forbidden');
  });

  it('changes within a second also where nobody tells of it', async () => {
    await cluster.data.sql(`UPDATE memberships SET role = 'viewer' WHERE room_id = $1 AND user_id = $2`, [
      host.room.id,
      ben.user.id,
    ]);
    const changedAt = Date.now();
    const command = () => meets(guest, 'generation:request', prompt(host.room.id));
    await eventually(async () => (await command()) === 'forbidden' || undefined, 'the refusal');
    expect(Date.now() - changedAt).toBeLessThan(2_000);
  });

  it('of host is never nobody’s: the last one keeps it, of two who step down at once one stays', async () => {
    const adas = { roomId: host.room.id, userId: ada.user.id };
    expect(await meets(host, 'person:set-role', { ...adas, role: 'member' })).toBe('last_host');
    expect(await meets(host, 'person:remove', adas)).toBe('conflict');
    await setRole('host');
    await guest.until(() => guest.feed.you?.role === 'host' || undefined, 'the second host');
    const both = await Promise.all([
      meets(host, 'person:set-role', { ...adas, role: 'member' }),
      meets(guest, 'person:set-role', { ...bens(), role: 'viewer' }),
    ]);
    expect(both.sort()).toEqual(['last_host', 'ok']);
    const hosts = await cluster.data.sql(`SELECT 1 FROM memberships WHERE room_id = $1 AND role = 'host'`, [
      host.room.id,
    ]);
    expect(hosts).toHaveLength(1);
  });

  it('of nobody who is here is not_found', async () => {
    const stranger = await Person.enter(cluster.gateway, 'Eve');
    const hers = { roomId: host.room.id, userId: stranger.user.id };
    for (const command of ['person:remove', 'person:readmit'] as const) {
      expect(await meets(host, command, hers)).toBe('not_found');
    }
    expect(await meets(host, 'person:set-role', { ...hers, role: 'member' })).toBe('not_found');
  });
});

describe('[RL3] who is removed', () => {
  it('leaves within a second on every gateway, and comes in nowhere any more', async () => {
    const elsewhere = await ben.openRoom(host.room, cluster.gateway);
    const { id } = await guest.request();
    await guest.ended(id);
    const removedAt = Date.now();
    await host.ask('person:remove', bens());
    for (const tab of [guest, elsewhere]) {
      const { error } = await tab.event('room:closed');
      expect(error.code).toBe('removed');
      await tab.until(() => !tab.socket.connected || undefined, 'the end of the connection');
      const tookMs = (tab.heard.findLast(({ name }) => name === 'disconnect')?.atMs ?? Infinity) - removedAt;
      console.info(`Removed: the connection was closed after ${tookMs} ms`);
      expect(tookMs).toBeLessThan(1_000);
    }
    const gallery = await ben.fetch(`/api/rooms/${host.room.slug}/gallery`);
    expect(gallery.status).toBe(403);
    expect(await gallery.json()).toMatchObject({ error: { code: 'removed' } });
    for (const file of ['0.png', '0.webp']) expect((await ben.fetch(`/api/images/${id}/${file}`)).status).toBe(404);
    expect(await (await ben.fetch('/api/rooms')).json()).toEqual({ rooms: [] });
    const again = await ben.connect();
    expect(await meets(again, 'room:join', { slug: host.room.slug })).toBe('removed');
    await host.until(() => host.feed.people.length === 1 || undefined, 'the leaving');
    expect((await host.ask('people:list', { roomId: host.room.id })).members).toMatchObject([{ name: 'Ada' }]);
    expect((await host.ask('people:removed', { roomId: host.room.id })).members).toMatchObject([{ name: 'Ben' }]);
  });

  it('hears and does nothing more within seconds, also where Redis told nobody of it', async () => {
    await cluster.data.sql(`UPDATE memberships SET removed_at = now() WHERE room_id = $1 AND user_id = $2`, [
      host.room.id,
      ben.user.id,
    ]);
    const removedAt = Date.now();
    const { error } = await guest.event('room:closed');
    expect(error.code).toBe('removed');
    expect(Date.now() - removedAt).toBeLessThan(8_000);
    await guest.until(() => !guest.socket.connected || undefined, 'the end of the connection');
  });

  it('is asked in again by a host alone, as no host', async () => {
    await setRole('host');
    await host.ask('person:remove', bens());
    await guest.until(() => !guest.socket.connected || undefined, 'the end of the connection');
    const invite = await host.ask('invite:create', { roomId: host.room.id, role: 'member', expiresInSeconds: 60 });
    const again = await ben.connect();
    const join = { slug: host.room.slug, invite: invite.token };
    expect(await meets(again, 'room:join', join)).toBe('removed');
    await host.ask('person:readmit', bens());
    expect((await ben.openRoom(host.room)).snapshot.you.role).toBe('member');
  });

  it('at the moment of coming in is not let in, whichever comes first', async () => {
    for (let round = 0; round < 10; round++) {
      const eve = await Person.enter(cluster.gatewayAt(1), 'Eve');
      const connection = await eve.connect();
      await connection.ask('room:join', { slug: host.room.slug });
      const hers = { roomId: host.room.id, userId: eve.user.id };
      await Promise.all([
        connection.send('room:join', { slug: host.room.slug }).catch(() => {}),
        host.ask('person:remove', hers),
      ]);
      await connection.until(() => !connection.socket.connected || undefined, 'the end of the connection', 2_000);
      eve.leave();
    }
  });
});
