/** Who comes in: by the link alone, by an invite, or not. */
import { randomBytes } from 'node:crypto';
import type { ErrorCode, Room } from '@darkroom/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let people: Person[];
let ada: Person;
let host: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 0 });
});
beforeEach(async () => {
  people = [];
  ada = await enter('Ada');
  host = await ada.host();
});
afterEach(() => {
  for (const person of people) person.leave();
});
afterAll(() => cluster?.stop());

async function enter(name: string): Promise<Person> {
  const person = await Person.enter(cluster.gatewayAt(people.length % 2), name);
  people.push(person);
  return person;
}

/** What somebody meets at the door: their role, or why they are not let in. */
async function knock(person: Person, invite?: string): Promise<string | ErrorCode> {
  const connection = await person.connect();
  const answer = await connection.send('room:join', { slug: host.room.slug, ...(invite && { invite }) });
  return answer.ok ? answer.data.you.role : answer.error.code;
}

const invite = (role: 'member' | 'viewer' = 'member') =>
  host.ask('invite:create', { roomId: host.room.id, role, expiresInSeconds: 3600 });
const lock = (isLocked = true): Promise<Room> => host.ask('room:lock', { roomId: host.room.id, isLocked });

describe('[RL4] a locked room', () => {
  it('lets nobody new in by its link, keeps its members, and opens again', async () => {
    const [ben, eve] = [await enter('Ben'), await enter('Eve')];
    const guest = await ben.openRoom(host.room);
    expect((await lock()).isLocked).toBe(true);
    expect((await guest.event('room:changed')).room.isLocked).toBe(true);
    expect(await knock(eve)).toBe('room_locked');
    expect(await cluster.data.sql('SELECT 1 FROM memberships WHERE user_id = $1', [eve.user.id])).toEqual([]);
    expect(await knock(ben)).toBe('member');
    await lock(false);
    expect(await knock(eve)).toBe('member');
  });
});

describe('[RL5] an invite', () => {
  it('is not made by who is host no more, also where a gateway did not hear of it yet', async () => {
    await invite();
    // Redis did not tell: for a second the gateway believes what it read [RL2].
    await cluster.data.sql(`UPDATE memberships SET role = 'member' WHERE user_id = $1`, [ada.user.id]);
    await expect(invite()).rejects.toThrow('forbidden');
    expect(await cluster.data.sql('SELECT 1 FROM invites WHERE room_id = $1', [host.room.id])).toHaveLength(1);
  });

  it('lets in as what it says, also where the room is locked, and changes nothing for members', async () => {
    await lock();
    const [ben, cleo] = [await enter('Ben'), await enter('Cleo')];
    const [asViewer, asMember] = [await invite('viewer'), await invite('member')];
    expect(await knock(ben, asViewer.token)).toBe('viewer');
    expect(await knock(cleo, asMember.token)).toBe('member');
    expect(await knock(ben, asMember.token), 'who was made a viewer does not get around it').toBe('viewer');
    expect(await knock(cleo, asViewer.token)).toBe('member');
    expect(await knock(ada, asViewer.token)).toBe('host');
    expect(await knock(ben)).toBe('viewer');
  });

  it('that expired, was revoked or never was lets nobody in, and says no more than that', async () => {
    const [revoked, expired] = [await invite(), await invite()];
    await host.ask('invite:revoke', { roomId: host.room.id, inviteId: revoked.id });
    await cluster.data.sql(`UPDATE invites SET expires_at = now() WHERE id = $1`, [expired.id]);
    const guessed = randomBytes(32).toString('base64url');
    const elsewhere = await ada.host();
    const others = await elsewhere.ask('invite:create', {
      roomId: elsewhere.room.id,
      role: 'member',
      expiresInSeconds: 60,
    });
    for (const isLocked of [true, false]) {
      await lock(isLocked);
      for (const token of [revoked.token, expired.token, guessed, others.token]) {
        const eve = await enter('Eve');
        expect(await knock(eve, token)).toBe('invite_invalid');
        expect(await cluster.data.sql('SELECT 1 FROM memberships WHERE user_id = $1', [eve.user.id])).toEqual([]);
      }
    }
    expect(await knock(await enter('Eve'), 'x')).toBe('bad_request');
  });

  it('is told once: only the hash of its 256 random bits is stored', async () => {
    const made = await invite();
    expect(Buffer.from(made.token, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(await cluster.data.sql('SELECT * FROM invites'))).not.toContain(made.token);
    const { token: _, ...known } = made;
    expect((await host.ask('invite:list', { roomId: host.room.id })).invites).toEqual([known]);
    await host.ask('invite:revoke', { roomId: host.room.id, inviteId: made.id });
    expect((await host.ask('invite:list', { roomId: host.room.id })).invites).toEqual([]);
  });

  it('is no way to guess: tries are counted', async () => {
    await lock();
    const connection = await (await enter('Eve')).connect();
    const guess = () =>
      connection.send('room:join', { slug: host.room.slug, invite: randomBytes(32).toString('base64url') });
    const codes = new Set<string>();
    for (let tries = 0; tries < 500 && !codes.has('rate_limited'); tries++) {
      const answer = await guess();
      codes.add(answer.ok ? 'ok' : answer.error.code);
    }
    expect([...codes].sort()).toEqual(['invite_invalid', 'rate_limited']);
  });

  it('of a host holds no more when they are none', async () => {
    const ben = await enter('Ben');
    const guest = await ben.openRoom(host.room);
    const bens = { roomId: host.room.id, userId: ben.user.id };
    await host.ask('person:set-role', { ...bens, role: 'host' });
    await guest.until(() => guest.feed.you?.role === 'host' || undefined, 'the second host');
    const made = await guest.ask('invite:create', { roomId: host.room.id, role: 'member', expiresInSeconds: 60 });
    await host.ask('person:remove', bens);
    expect(await knock(await enter('Eve'), made.token)).toBe('invite_invalid');
  });

  it('is no offer of more than a hundred at once', async () => {
    await cluster.data.sql(
      `INSERT INTO invites SELECT gen_random_uuid(), $1, $2, md5(random()::text), 'member', now(), now() + interval '1 hour'
       FROM generate_series(1, 99)`,
      [host.room.id, ada.user.id],
    );
    const settled = await Promise.allSettled([invite(), invite(), invite()]);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
