/** S3, Postgres and Redis are away for a while, or lose what they had. On services of their own; the model is the shared one. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Generation } from '@darkroom/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { type Stack, startStack } from '../../../stack/src/stack.ts';
import { Cluster } from '../support/cluster.ts';
import type { Connection } from '../support/connection.ts';
import { freeze, killForGood } from '../support/parts.ts';
import { json, Person } from '../support/person.ts';
import { expectWhole } from '../support/pictures.ts';
import { prompt, SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';
import { temporaryHome } from '../support/temporary-home.ts';

/** What is promised to be survived. */
const OUTAGE_MS = 20_000;
const AWAY = { code: 'unavailable', retryable: true };

const home = temporaryHome();
let stack: Stack;
let cluster: Cluster;
let ada: Person;
let tab: RoomTab;

beforeAll(async () => {
  const { TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL, TORCHSERVE_KEY_FILE } = process.env;
  const given = { TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL, TORCHSERVE_KEY_FILE };
  stack = await startStack({ home: home.path, given, upTo: 'models' });
  cluster = await Cluster.start({ services: stack.env, gateways: 2 });
});
beforeEach(async () => {
  ada = await Person.enter(cluster.gateway);
  tab = await ada.host();
});
afterEach(() => {
  ada.leave();
});
afterAll(async () => {
  await cluster?.stop();
  await stack?.stop();
  home.remove();
});

interface Outcome {
  accepted: string[];
  refused: string[];
}

/** Keeps asking for pictures, one after the other, for the whole outage. Every answer is a yes or a clear "later". */
async function askDuring(outageMs: number, untilMs = Date.now() + outageMs): Promise<Outcome> {
  const outcome: Outcome = { accepted: [], refused: [] };
  while (Date.now() < untilMs) {
    const request = prompt(tab.room.id);
    const answer = await tab.send('generation:request', request);
    if (answer.ok) outcome.accepted.push(request.id);
    else expect(answer.error).toMatchObject(AWAY);
    if (!answer.ok) outcome.refused.push(request.id);
    await sleep(Math.min(2_000, Math.max(untilMs - Date.now(), 0)));
  }
  return outcome;
}

/** [GN1] Every one of them is finished, with one row and one pair of objects, and was told so once. */
async function allFinishedOnce(ids: string[]): Promise<void> {
  for (const id of ids) {
    await finished(id);
    // A fact may be said again, for whoever made the change cannot know whether it was heard; a second end is another revision [RC3].
    const told = tab.all('generation:finished').filter(({ generation }) => generation.id === id);
    expect(new Set(told.map(({ generation }) => generation.revision)).size).toBeLessThanOrEqual(1);
  }
}

/** By what the gallery shows, for the fact itself may be lost with the Redis that was to carry it. */
async function finished(id: string): Promise<void> {
  const row = async () => {
    const [generation] = await cluster.data.sql<{ status: string }>('SELECT status FROM generations WHERE id = $1', [
      id,
    ]);
    return generation?.status === 'finished' || undefined;
  };
  await poll(row, { what: `${id} finished`, timeoutMs: 60_000 });
  const generation = { id, roomId: tab.room.id, count: await countOf(id) } as Generation;
  await expectWhole(cluster.data, generation);
}

async function countOf(id: string): Promise<number> {
  const [row] = await cluster.data.sql<{ count: number }>('SELECT count FROM generations WHERE id = $1', [id]);
  return row?.count ?? 0;
}

describe('S3 is away for 20 s', () => {
  it('[GN1] prompts are taken and wait, pictures say "later", and everything accepted is stored afterwards, exactly once', async () => {
    const before = await tab.request();
    await tab.ended(before.id);
    const during = await tab.request({ ...SLOW });
    await tab.fact('generation:started', during.id);
    const thaw = freeze(stack, 's3');
    const asked = askDuring(OUTAGE_MS);
    const picture = await ada.fetch(`/api/images/${before.id}/0.png`);
    expect(picture.status).toBe(503);
    expect(await picture.json()).toMatchObject({ error: AWAY });
    const health = await (await ada.fetch('/api/health/ready')).json();
    expect(health).toMatchObject({ status: 'unavailable', checks: { s3: { ok: false }, postgres: { ok: true } } });
    const { accepted, refused } = await asked;
    expect(refused).toEqual([]);
    expect(tab.all('generation:finished').map(({ generation }) => generation.id)).toEqual([before.id]);
    thaw();
    await allFinishedOnce([during.id, ...accepted]);
    expect((await tab.ended(during.id)).attempts).toBe(1);
    expect((await ada.fetch(`/api/images/${before.id}/0.png`)).status).toBe(200);
  });
});

describe('Postgres is away for 20 s', () => {
  it('[AK3, GN1] prompts get a retryable error, nothing accepted is lost, and the same prompt is taken afterwards', async () => {
    const during = await tab.request({ ...SLOW });
    const waiting = await tab.request();
    await tab.event('generation:progressed', ({ generationId }) => generationId === during.id);
    const postgres = stack.parts.get('postgres');
    await postgres.stop();
    const asked = askDuring(OUTAGE_MS);
    const session = await fetch(`${cluster.gateway.url}/api/session`, json('POST', { name: 'Ben' }));
    expect(session.status).toBe(503);
    expect(await session.json()).toMatchObject({ error: AWAY });
    await expect(ada.connect(cluster.gatewayAt(1))).rejects.toThrow('unavailable');
    const { accepted, refused } = await asked;
    expect(accepted).toEqual([]);
    expect(refused.length).toBeGreaterThan(0);
    await postgres.start();
    const [first = ''] = refused;
    await poll(async () => (await tab.send('generation:request', prompt(tab.room.id, { id: first }))).ok || undefined, {
      what: 'the prompt being taken',
      timeoutMs: 30_000,
    });
    await allFinishedOnce([during.id, waiting.id, first]);
    expect((await tab.ended(during.id)).attempts).toBe(1);
    expect(tab.socket.connected).toBe(true);
  });

  it('[AK3] one that hangs is no other: a clear answer in time, and on it goes', async () => {
    const thaw = freeze(stack, 'postgres');
    const answers = await Promise.all([
      tab.send('generation:request', prompt(tab.room.id)),
      tab.send('generation:cancel', { roomId: tab.room.id, generationId: prompt('').id }),
      tab.send('room:join', { slug: tab.room.slug }),
      tab.send('room:rename', { roomId: tab.room.id, name: 'x' }),
    ]).finally(thaw);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: AWAY });
    const { id } = await tab.request();
    await tab.ended(id);
  });
});

describe('Redis is killed and its data lost', () => {
  it('[RM6, MD3] who signs out, or deletes themself, meanwhile is out in every tab when it is back', async () => {
    const ben = await Person.enter(cluster.gateway, 'Ben');
    const opened = await Promise.all([ada, ben, ben].map((person) => person.connect(cluster.gatewayAt(1))));
    await opened[2]?.ask('room:join', { slug: tab.room.slug });
    const eve = await Person.enter(cluster.gateway, 'Eve');
    const stays = await eve.connect(cluster.gatewayAt(1));
    await killForGood(stack, 'valkey');
    expect((await ada.fetch('/api/sessions', { method: 'DELETE' })).status).toBe(204);
    const departure = await ben.fetch('/api/me', json('DELETE', { pictures: 'delete', name: 'Ben' }));
    expect(departure.status).toBe(202);
    await stack.parts.get('valkey').start();
    const isOut = (connection: Connection) =>
      connection.until(() => connection.heard.some(({ name }) => name === 'disconnect') || undefined, 'the end');
    await Promise.all(opened.map(isOut));
    expect(stays.socket.connected).toBe(true);
    for (const person of [ben, eve]) person.leave();
  });

  it('[RC5, GN1] jobs are made again from their rows, numbers go on, and every browser looks again by itself', async () => {
    const guest = await ada.openRoom(tab.room, cluster.gatewayAt(1));
    const asked = [await tab.request({ ...SLOW, count: 2 }), await tab.request(), await tab.request()];
    await tab.event('generation:progressed', ({ generationId }) => generationId === asked[0]?.id);
    const seqBefore = Math.max(tab.feed.seq, guest.feed.seq);
    await killForGood(stack, 'valkey');
    rmSync(path.join(home.path, 'valkey', 'appendonlydir'), { recursive: true });
    const { accepted } = await askDuring(1);
    await stack.parts.get('valkey').start();
    for (const browser of [tab, guest]) {
      await browser.until(() => browser.snapshots[1], 'a second snapshot');
      expect(browser.snapshots[1]?.seq).toBeGreaterThan(seqBefore);
    }
    await allFinishedOnce([...asked.map(({ id }) => id), ...accepted]);
    const facts = tab.heard.flatMap(({ payload }) => (hasSeq(payload) ? [payload.seq] : []));
    expect(facts).toEqual(facts.toSorted((a, b) => a - b));
    const { id } = await guest.request();
    await tab.ended(id);
    await guest.until(() => Object.keys(guest.feed.places).length === 0 || undefined, 'an empty line');
    expect(tab.feed.people).toEqual([{ userId: ada.user.id, name: 'Ada', role: 'host' }]);
  });
});

const hasSeq = (payload: unknown): payload is { seq: number } =>
  typeof payload === 'object' && payload !== null && 'seq' in payload;
