/** What logs hold, and what they never do. All of gateway and worker at level info, and of TorchServe what it writes while they run. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { json, Person } from '../support/person.ts';
import { expectWhole } from '../support/pictures.ts';
import { SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

/** Words that occur nowhere else. */
const SECRETS = {
  prompt: 'quagmirewombat in a hat',
  'negative prompt': 'blurrysnorkelfish',
  name: 'Hieronymuszebra',
  'room name': 'Cellarofthemarmot',
  'metrics token': 'metrics-token-of-the-tests-0123456789',
  'a wrong metrics token': 'wrong-metrics-token-of-the-tests',
  'a stolen session': 'stolen-session-token-of-the-tests',
};

let cluster: Cluster;
let ada: Person;
let tab: RoomTab;
let eve: Person;

beforeAll(async () => {
  cluster = await Cluster.start({
    env: { METRICS_TOKEN: SECRETS['metrics token'], LIMIT_ROOMS: '3/3600', MAX_SOCKETS_PER_PERSON: '3' },
    seesCancelFlags: true,
  });
  ada = await Person.enter(cluster.gateway, SECRETS.name);
  eve = await Person.enter(cluster.gateway, 'Eve');
  tab = await ada.host(SECRETS['room name']);
});
afterAll(async () => {
  ada?.leave();
  eve?.leave();
  await cluster?.stop();
});

interface Line {
  level: number;
  msg: string;
  security?: string;
  userId?: string;
  address?: string;
  what?: string;
}
const lines = (): Line[] =>
  cluster.gateway.process
    .log()
    .split('\n')
    .filter((text) => text.startsWith('{'))
    .map((text) => JSON.parse(text) as Line);

/** Waits for it: a line may be written after the answer. */
const told = (security: string, match: Partial<Line> = {}) =>
  poll(
    () =>
      lines().find(
        (line) =>
          line.security === security &&
          Object.entries(match).every(([key, value]) => line[key as keyof Line] === value),
      ),
    { what: `a line about ${security}`, timeoutMs: 10_000 },
  );

describe('security events are logged by id and address, one line each (ASVS 16.3.1 to 16.3.3)', () => {
  const address = '127.0.0.1';

  it('a session that begins and one that ends', async () => {
    const guest = await Person.enter(cluster.gateway, 'Guest');
    expect(await told('signed_in', { userId: guest.user.id })).toMatchObject({ level: 30, address });
    await guest.fetch('/api/session', { method: 'DELETE' });
    expect(await told('signed_out', { userId: guest.user.id })).toMatchObject({ level: 30, address });
    // Its cookie is worth nothing now.
    expect((await guest.fetch('/api/rooms')).status).toBe(401);
    expect(await told('unauthenticated')).toMatchObject({ level: 40, address, what: 'GET /api/rooms' });
  });

  it('a session that is none, over REST and over a socket; but not a first visit', async () => {
    const before = lines().filter(({ security }) => security === 'unauthenticated').length;
    expect((await fetch(`${cluster.gateway.url}/api/session`)).status).toBe(401);
    const headers = { cookie: `darkroom_session=${SECRETS['a stolen session']}`, 'x-forwarded-for': '203.0.113.8' };
    expect((await fetch(`${cluster.gateway.url}/api/session`, { headers })).status).toBe(401);
    await told('unauthenticated', { address: '203.0.113.8', what: 'GET /api/session' });
    expect(lines().filter(({ security }) => security === 'unauthenticated')).toHaveLength(before + 1);
  });

  it('what somebody may not do', async () => {
    const userId = eve.user.id;
    const connection = await eve.connect();
    const rename = { roomId: tab.room.id, name: 'mine' };
    await connection.send('room:rename', rename);
    await told('not_member', { userId, address, what: 'room:rename', level: 40 });
    const guest = await eve.openRoom(tab.room);
    await guest.send('room:rename', rename);
    await told('forbidden', { userId, what: 'room:rename' });
    const stranger = await Person.enter(cluster.gateway, 'Stranger');
    expect((await stranger.fetch(`/api/rooms/${tab.room.slug}/gallery`)).status).toBe(403);
    await told('not_member', { userId: stranger.user.id, what: 'GET /api/rooms/:slug/gallery' });
    const authorization = `Bearer ${SECRETS['a wrong metrics token']}`;
    expect((await eve.fetch('/api/metrics', { headers: { authorization } })).status).toBe(404);
    await told('not_found', { what: 'GET /api/metrics' });
  });

  it('limits that are exceeded, and a foreign page; a flood of them fills no disk', async () => {
    const userId = eve.user.id;
    for (let n = 0; n < 50; n++) await eve.fetch('/api/rooms', json('POST', {}));
    await told('rate_limited', { userId, what: 'POST /api/rooms' });
    expect(lines().filter((line) => line.security === 'rate_limited' && line.userId === userId)).toHaveLength(1);
    const foreign = { ...json('POST', {}), headers: { origin: 'https://evil.example' } };
    for (let n = 0; n < 50; n++) expect((await eve.fetch('/api/rooms', foreign)).status).toBe(403);
    await told('origin_refused', { address });
    expect(lines().filter(({ security }) => security === 'origin_refused')).toHaveLength(1);
    const open = [];
    for (let n = 0; n < 3; n++) open.push(await eve.connect().catch(() => null));
    await told('too_many_connections', { address, what: 'connect' });
    for (const connection of open) connection?.close();
  });
});

describe('private answers are kept by no cache (ASVS 14.3.2)', () => {
  it.each(['/api/session', '/api/rooms', '/api/models', '/api/nothing'])('%s', async (url) => {
    expect((await ada.fetch(url)).headers.get('cache-control')).toBe('no-store');
  });

  it('the gallery, too; but a picture is, by its browser alone', async () => {
    const { id } = await tab.request();
    await tab.ended(id);
    const page = await ada.fetch(`/api/rooms/${tab.room.slug}/gallery`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const picture = await ada.fetch(`/api/images/${id}/0.png`);
    expect(picture.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const missing = await ada.fetch(`/api/images/${id}/7.png`);
    expect(missing.headers.get('cache-control')).toBe('no-store');
  });
});

it('no log holds a prompt, a name or a secret, whatever went well or wrong (ASVS 16.2.5)', async () => {
  const [prompt, negativePrompt] = [SECRETS.prompt, SECRETS['negative prompt']];
  const done = await tab.request({ prompt, negativePrompt });
  await expectWhole(cluster.data, await tab.ended(done.id));
  const given = await tab.request({ prompt, negativePrompt, ...SLOW });
  await tab.event('generation:progressed', ({ generationId }) => generationId === given.id);
  await tab.act('generation:cancel', given.id);
  await tab.ended(given.id, 'generation:cancelled');
  const authorization = `Bearer ${SECRETS['metrics token']}`;
  expect((await ada.fetch('/api/metrics', { headers: { authorization } })).status).toBe(200);
  // Refused by the schema, by the model's limits, and by the database itself: the last is logged as an error, with its cause.
  expect((await tab.send('generation:request', { prompt, negativePrompt, steps: prompt })).ok).toBe(false);
  await cluster.data.sql('ALTER TABLE generations RENAME COLUMN prompt TO gone');
  await expect(tab.request({ prompt, negativePrompt })).rejects.toThrow('internal');
  await cluster.data.sql('ALTER TABLE generations RENAME COLUMN gone TO prompt');
  await poll(() => lines().find(({ level }) => level === 50), { what: 'the error', timeoutMs: 10_000 });

  const logs = logFiles();
  expect(logs.length).toBeGreaterThanOrEqual(3);
  // These are the logs that are meant: who came in stands there by id.
  expect(logs.map(({ text }) => text).join('')).toContain(ada.user.id);
  const env = cluster.data.env;
  const secrets: Record<string, string | undefined> = {
    ...SECRETS,
    session: ada.cookie.split('=')[1],
    'room link': tab.room.slug,
    'S3 secret': env.S3_SECRET_ACCESS_KEY,
    'database password': new URL(env.DATABASE_URL ?? '').password || undefined,
    'Redis password': new URL(env.REDIS_URL ?? '').password || undefined,
  };
  for (const [what, secret] of Object.entries(secrets)) {
    if (!secret) continue;
    const holders = logs.filter(({ text }) => text.includes(secret)).map(({ name }) => name);
    expect(holders, what).toEqual([]);
  }
});

/** Of this cluster, and of the TorchServe that it uses, where the runner says where its logs are. */
function logFiles(): { name: string; text: string }[] {
  const own = [cluster.gateway.process, ...cluster.workers].map((app, n) => ({
    name: `process ${n}`,
    text: app.log(),
  }));
  const folder = process.env.DARKROOM_TEST_LOGS;
  if (!folder) throw new Error('DARKROOM_TEST_LOGS is not set: run these tests with vitest\'s project "integration"');
  const names = fs.readdirSync(folder, { recursive: true }).map(String);
  const theirs = names
    .filter((name) => /torchserve.*\.log$/.test(name))
    .map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
  expect(theirs.map(({ text }) => text).join('')).not.toBe('');
  return [...own, ...theirs];
}
