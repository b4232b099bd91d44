/** What one person, and one address, may ask for in a while; with limits so low that a test meets them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import type { Connection } from '../support/connection.ts';
import { json, Person } from '../support/person.ts';
import { prompt } from '../support/prompt.ts';

const BURST = 5;
const SECONDS_PER_TOKEN = 4;
const PERSON_SOCKETS = 3;
const ADDRESS_SOCKETS = 20;

let cluster: Cluster;
let ada: Person;
let ben: Person;

beforeAll(async () => {
  const rate = `${BURST}/${BURST * SECONDS_PER_TOKEN}`;
  const env = {
    LIMIT_SUBMITS: rate,
    LIMIT_ROOMS: rate,
    LIMIT_SESSIONS: rate,
    MAX_SOCKETS_PER_PERSON: String(PERSON_SOCKETS),
    MAX_SOCKETS_PER_ADDRESS: String(ADDRESS_SOCKETS),
  };
  cluster = await Cluster.start({ workers: 0, gateways: 2, env });
  ada = await Person.enter(cluster.gateway, 'Ada');
  ben = await Person.enter(cluster.gateway, 'Ben');
});
afterAll(async () => {
  ada?.leave();
  ben?.leave();
  await cluster?.stop();
});

const count = async (table: string) => {
  const [row] = await cluster.data.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count;
};

const limited = {
  code: 'rate_limited',
  retryable: true,
  message: expect.stringMatching(/^That was a lot at once\. Try again in /),
};

describe('[AK5] a person who asks for too much', () => {
  it('is refused on every gateway, at no cost of a row; others are not, and who waits as told is let in', async () => {
    const host = await ada.host();
    const elsewhere = await ada.openRoom(host.room, cluster.gatewayAt(1));
    const ask = (tab: Connection) => tab.send('generation:request', prompt(host.room.id));
    const answers = [];
    for (let n = 0; n < BURST; n++) answers.push(await ask(n % 2 ? host : elsewhere));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const before = await count('generations');
    for (const tab of [host, elsewhere, host]) {
      const answer = await ask(tab);
      expect(answer).toEqual({ ok: false, error: { ...limited, retryAfterMs: expect.any(Number) } });
    }
    expect(await count('generations')).toBe(before);
    expect((await ask(await ben.openRoom(host.room))).ok).toBe(true);
    const refused = await ask(host);
    const retryAfterMs = refused.ok ? 0 : (refused.error.retryAfterMs ?? 0);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(SECONDS_PER_TOKEN * 1000);
    // The promise itself is about time.
    await sleep(retryAfterMs);
    expect((await ask(host)).ok).toBe(true);
  });

  it('over REST gets a 429 with Retry-After', async () => {
    const eve = await Person.enter(cluster.gateway, 'Eve');
    for (let n = 0; n < BURST; n++) await eve.makeRoom();
    const before = await count('rooms');
    const answer = await eve.fetch('/api/rooms', json('POST', {}));
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await answer.json()).toMatchObject({ error: { ...limited, retryAfterMs: expect.any(Number) } });
    expect(await count('rooms')).toBe(before);
  });
});

describe('[AK5] an address that asks for too much', () => {
  const enter = (address: string) => {
    const request = json('POST', { name: 'Somebody' });
    return fetch(`${cluster.gateway.url}/api/session`, {
      ...request,
      headers: { ...request.headers, 'x-forwarded-for': address },
    });
  };

  it('is refused, another one is not, and what stands before the address that the proxy saw changes nothing', async () => {
    for (let n = 0; n < BURST; n++) expect((await enter(`10.0.0.${n}, 203.0.113.1`)).status).toBe(201);
    const before = await count('users');
    expect((await enter('10.0.0.99, 203.0.113.1')).status).toBe(429);
    expect(await count('users')).toBe(before);
    expect((await enter('203.0.113.2')).status).toBe(201);
  });
});

describe('[AK6] connections', () => {
  it('of one person are so many and no more; one that closes makes room', async () => {
    const eve = await enterFrom('203.0.113.3', 'Eve');
    const open = [];
    for (let n = 0; n < PERSON_SOCKETS; n++) open.push(await eve.connect());
    await expect(eve.connect()).rejects.toThrow('too_many_connections');
    const [first] = open;
    first?.close();
    // Its closing and the next one's opening are two connections: the server hears of them in any order.
    await expect.poll(() => eve.connect().then(Boolean, () => false), { timeout: 10_000 }).toBe(true);
    await open[1]?.ask('room:leave', { roomId: uuidv7() });
    eve.leave();
  });

  it('of one address that open and say nothing are so many and no more', async () => {
    const handshake = async () => {
      const headers = { 'x-forwarded-for': '203.0.113.4' };
      const answer = await fetch(`${cluster.gateway.url}/socket.io/?EIO=4&transport=polling`, { headers });
      return answer.ok ? 'open' : ((await answer.json()) as { message: string }).message;
    };
    const outcomes = await Promise.all(Array.from({ length: 10 * ADDRESS_SOCKETS }, handshake));
    expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(ADDRESS_SOCKETS);
    expect(new Set(outcomes)).toEqual(new Set(['open', 'too_many_connections']));
    const elsewhere = await ben.connect();
    elsewhere.close();
  });
});

/** A new person of a fresh address, since the first one's sessions are used up. */
async function enterFrom(address: string, name: string): Promise<Person> {
  return Person.enter(cluster.gateway, name, { 'x-forwarded-for': address });
}
