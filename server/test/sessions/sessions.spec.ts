/** Who a browser is, on two gateways that share Postgres and Redis. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { json, Person } from '../support/person.ts';

let cluster: Cluster;
let people: Person[] = [];

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 0 });
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

describe('a session', () => {
  it('[RM2] is a cookie of 256 random bits that no script can read, and the database holds only its SHA-256', async () => {
    const ada = await enter('Ada');
    expect(ada.setCookie).toMatch(/^darkroom_session=[A-Za-z0-9_-]{43};/);
    expect(ada.setCookie).toContain('HttpOnly');
    expect(ada.setCookie).toContain('SameSite=Lax');
    const token = ada.cookie.split('=')[1] ?? '';
    const rows = await cluster.data.sql('SELECT * FROM sessions WHERE user_id = $1', [ada.user.id]);
    expect(rows).toMatchObject([{ token_hash: createHash('sha256').update(token).digest('hex') }]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('[RM2] is known on every gateway, renamed by PATCH and forgotten by DELETE', async () => {
    const ada = await enter('Ada');
    const elsewhere = () => fetch(`${cluster.gatewayAt(1).url}/api/session`, { headers: { cookie: ada.cookie } });
    expect(await (await elsewhere()).json()).toEqual({ user: ada.user, isGuest: true });
    await ada.fetch('/api/session', json('PATCH', { name: '  Ada Lovelace ' }));
    expect(await (await elsewhere()).json()).toEqual({
      user: { id: ada.user.id, name: 'Ada Lovelace' },
      isGuest: true,
    });
    expect((await ada.fetch('/api/session', { method: 'DELETE' })).status).toBe(204);
    expect((await elsewhere()).status).toBe(401);
    await expect(ada.connect()).rejects.toThrow('unauthenticated');
  });

  it('[RM2] gets another token once a day; the old one holds a minute longer, for tabs that are asking with it', async () => {
    const ada = await enter('Ada');
    const ask = (cookie: string) => fetch(`${cluster.gateway.url}/api/session`, { headers: { cookie } });
    expect((await ask(ada.cookie)).headers.getSetCookie()).toEqual([]);
    await cluster.data.sql(`UPDATE sessions SET created_at = now() - interval '25 hours' WHERE user_id = $1`, [
      ada.user.id,
    ]);
    const answers = await Promise.all([ask(ada.cookie), ask(ada.cookie), ask(ada.cookie)]);
    const cookies = answers.flatMap((answer) => answer.headers.getSetCookie());
    expect(cookies).toEqual([expect.stringMatching(/^darkroom_session=[A-Za-z0-9_-]{43}; .*HttpOnly/)]);
    const next = cookies[0]?.split(';')[0] ?? '';
    expect(next).not.toBe(ada.cookie);
    expect(await (await ask(next)).json()).toEqual({ user: ada.user, isGuest: true });
    const ends = `SELECT (extract(epoch FROM expires_at - now()))::int AS seconds FROM sessions WHERE user_id = $1`;
    const [old, young] = await cluster.data.sql<{ seconds: number }>(`${ends} ORDER BY expires_at`, [ada.user.id]);
    expect(old?.seconds).toBeLessThanOrEqual(60);
    expect(young?.seconds).toBeGreaterThan(300 * 24 * 3600);
    await cluster.data.sql("UPDATE sessions SET expires_at = now() WHERE created_at < now() - interval '1 day'");
    expect((await ask(ada.cookie)).status).toBe(401);
    expect((await ask(next)).status).toBe(200);
  });

  it('[RM2] is a secure cookie where the proxy in front of us speaks TLS', async () => {
    const request = json('POST', { name: 'Ada' });
    const through = (scheme: string) =>
      fetch(`${cluster.gateway.url}/api/session`, {
        ...request,
        headers: { ...request.headers, 'x-forwarded-proto': scheme },
      });
    expect((await through('https')).headers.getSetCookie()[0]).toContain('; Secure');
    expect((await through('http')).headers.getSetCookie()[0]).not.toContain('Secure');
  });

  it.each(['/api/session', '/api/sessions'])(
    '[RM6] ended by DELETE %s closes what was opened with it, on every gateway',
    async (path) => {
      const [ada, ben] = [await enter('Ada'), await enter('Ben')];
      const host = await ada.host();
      const tabs = [await ada.connect(), await ada.connect(cluster.gatewayAt(1))];
      const bystander = await ben.openRoom(host.room);
      expect((await ada.fetch(path, { method: 'DELETE' })).status).toBe(204);
      for (const tab of [host, ...tabs]) {
        await tab.until(() => tab.heard.find(({ name }) => name === 'disconnect'), 'the closing');
      }
      await expect(ada.connect()).rejects.toThrow('unauthenticated');
      expect(bystander.socket.connected).toBe(true);
    },
  );

  it('[RM6] ended in one browser goes on in another, and is ended in both by DELETE /api/sessions', async () => {
    const ada = await enter('Ada');
    const other = randomBytes(32).toString('base64url');
    await cluster.data.sql(
      `INSERT INTO sessions (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`,
      [createHash('sha256').update(other).digest('hex'), ada.user.id],
    );
    const elsewhere = (path: string, method = 'GET') =>
      fetch(cluster.gateway.url + path, { method, headers: { cookie: `darkroom_session=${other}` } });
    await ada.fetch('/api/session', { method: 'DELETE' });
    expect((await elsewhere('/api/session')).status).toBe(200);
    expect((await elsewhere('/api/sessions', 'DELETE')).status).toBe(204);
    expect((await elsewhere('/api/session')).status).toBe(401);
  });

  it('[RM3] without one there is no connection, no room and no picture: unauthenticated', async () => {
    const nobody = await enter('Nobody');
    Object.assign(nobody, { setCookie: 'darkroom_session=made-up' });
    await expect(nobody.connect()).rejects.toThrow('unauthenticated');
    for (const path of ['/api/session', '/api/rooms', '/api/images/x/0.png', '/api/rooms/x/gallery']) {
      const answer = await nobody.fetch(path);
      expect(answer.status, path).toBe(401);
      expect(await answer.json()).toMatchObject({ error: { code: 'unauthenticated', retryable: false } });
    }
  });

  it('acts only for our own pages: a foreign origin is refused, over REST and as a connection', async () => {
    const ada = await enter('Ada');
    const foreign = { ...json('POST', {}), headers: { origin: 'https://elsewhere.example' } };
    const answer = await ada.fetch('/api/rooms', foreign);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'origin_refused' } });
    const handshake = `${cluster.gateway.url}/socket.io/?EIO=4&transport=polling`;
    const status = async (origin: string) =>
      (await fetch(handshake, { headers: { origin, cookie: ada.cookie } })).status;
    expect(await status('https://elsewhere.example')).toBe(403);
    expect(await status(cluster.gateway.url)).toBe(200);
  });
});
