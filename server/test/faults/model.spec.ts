/** The model and the worker process die, or are away. On a TorchServe of its own, for it is killed here. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../../stack/src/stack.ts';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { expectNothing, expectWhole } from '../support/pictures.ts';
import { SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';
import { temporaryHome } from '../support/temporary-home.ts';
import { killModelWorker } from '../support/torchserve.ts';

const home = temporaryHome();
let stack: Stack;
let cluster: Cluster;
let ada: Person;
let tab: RoomTab;

beforeAll(async () => {
  const given = { ...process.env, TORCHSERVE_URL: undefined, TORCHSERVE_MANAGEMENT_URL: undefined };
  stack = await startStack({ home: home.path, given, upTo: 'models' });
  cluster = await Cluster.start({ services: stack.env, workers: 0 });
});
beforeEach(async () => {
  ada = await Person.enter(cluster.gateway);
  tab = await ada.host();
});
afterEach(async () => {
  for (const worker of cluster.workers.splice(0)) await worker.kill();
  ada.leave();
});
afterAll(async () => {
  await cluster?.stop();
  await stack?.stop();
  home.remove();
});

const managementUrl = () => stack.env.TORCHSERVE_MANAGEMENT_URL ?? '';
const modelIs = (ready: boolean) =>
  tab.until(() => tab.feed.models[0]?.ready === ready || undefined, `ready: ${ready}`);

/** Asks for a picture that takes seconds, and returns when it is well on its way. */
async function developing(change: object = {}) {
  const asked = await tab.request({ ...SLOW, ...change });
  await tab.event('generation:progressed', ({ generationId, step }) => generationId === asked.id && step >= 10);
  return asked;
}

describe('the Python worker is killed with -9 while developing', () => {
  it('[GN1] the generation is tried again by itself and ends in one picture', async () => {
    await cluster.addWorker();
    const asked = await developing();
    await killModelWorker(managementUrl());
    const done = await tab.ended(asked.id);
    expect(done).toMatchObject({ attempts: 2, error: null });
    await expectWhole(cluster.data, done);
    expect(tab.all('generation:finished')).toHaveLength(1);
    const attempts = tab.all('generation:started').map(({ generation }) => generation.attempts);
    expect(attempts).toEqual([1, 2]);
    const again = tab.all('generation:queued').at(-1)?.generation;
    expect(again).toMatchObject({ status: 'queued', attempts: 1, startedAt: null });
  });

  it('[GN1, GN6] with no attempt left it fails with a reason; it is dismissed, or tried again with all its attempts', async () => {
    await cluster.addWorker({ MAX_ATTEMPTS: '1' });
    const asked = await developing();
    await killModelWorker(managementUrl());
    const failed = await tab.ended(asked.id, 'generation:failed');
    expect(failed).toMatchObject({ attempts: 1, error: { code: 'model_failed', retryable: true }, pictures: [] });
    expect(failed.error?.message).not.toBe('');
    await expectNothing(cluster.data, failed);
    // It stays in the tray until somebody has seen it.
    const later = await ada.openRoom(tab.room);
    expect(later.snapshot.generations).toEqual([failed]);
    await tab.ask('generation:dismiss', { roomId: tab.room.id, generationId: asked.id });
    expect((await later.event('generation:dismissed')).generationId).toBe(asked.id);
    expect((await ada.openRoom(tab.room)).snapshot.generations).toEqual([]);
    expect(await tab.act('generation:retry', asked.id)).toMatchObject({ status: 'queued', attempts: 0, error: null });
    const done = await tab.ended(asked.id, 'generation:finished', 60_000, failed.revision);
    expect(done.attempts).toBe(1);
    await expectWhole(cluster.data, done);
  });
});

describe('the worker process', () => {
  it('[GN1] killed with -9: another one has the generation within 15 s, and it ends in one picture', async () => {
    const doomed = await cluster.addWorker();
    const asked = await developing();
    await doomed.kill();
    const killedAt = Date.now();
    await cluster.addWorker();
    const second = await tab.until(
      () => tab.heard.find(({ name, atMs }) => name === 'generation:started' && atMs > killedAt),
      'the second attempt',
    );
    expect(second.atMs - killedAt).toBeLessThan(15_000);
    const done = await tab.ended(asked.id);
    expect(done.attempts).toBe(2);
    await expectWhole(cluster.data, done);
    expect(tab.all('generation:finished')).toHaveLength(1);
  });

  it('[GN7] stopped in order: it finishes what is nearly done, gives back the rest at once, and counts no attempt', async () => {
    const leaving = await cluster.addWorker();
    const asked = await developing({ count: 3 });
    const next = await tab.request();
    await leaving.stop();
    expect(tab.all('generation:queued').at(-1)?.generation).toMatchObject({ id: asked.id, attempts: 0 });
    const stoppedAt = Date.now();
    await cluster.addWorker();
    const done = await tab.ended(asked.id);
    const restart = tab.heard.find(({ name, atMs }) => name === 'generation:started' && atMs > stoppedAt);
    expect(restart?.payload).toMatchObject({ generation: { id: asked.id, attempts: 1 } });
    await expectWhole(cluster.data, done);
    await tab.ended(next.id);
  });
});

it('[GN5] given up just before its model dies, it ends cancelled and is not taken up again', async () => {
  await cluster.addWorker();
  const asked = await developing();
  expect(await tab.act('generation:cancel', asked.id)).toMatchObject({ status: 'developing' });
  await killModelWorker(managementUrl());
  const ended = await tab.ended(asked.id, 'generation:cancelled');
  expect(ended).toMatchObject({ attempts: 1, pictures: [] });
  await expectNothing(cluster.data, asked);
});

describe('TorchServe is away', () => {
  it('[QU4, GN7] the line waits and the page says so; when it is back everything goes on by itself, at no cost of an attempt', async () => {
    await cluster.addWorker();
    const torchserve = stack.parts.get('torchserve');
    const during = await developing({ count: 2 });
    await torchserve.stop();
    await modelIs(false);
    const waiting = [await tab.request(), await tab.request()];
    const newcomer = await ada.openRoom(tab.room);
    expect(newcomer.snapshot.models).toMatchObject([{ name: 'builtin', ready: false }]);
    expect(newcomer.snapshot.generations.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
    const given = await tab.request();
    expect(await tab.act('generation:cancel', given.id)).toMatchObject({ status: 'cancelled' });
    const health = await (await ada.fetch('/api/health/ready')).json();
    expect(health).toMatchObject({ status: 'degraded', checks: { torchserve: { ok: false }, s3: { ok: true } } });
    await torchserve.start();
    await modelIs(true);
    const done = [await tab.ended(during.id), ...(await Promise.all(waiting.map(({ id }) => tab.ended(id))))];
    // The one that was cut off had begun; the others never did.
    expect(done.map(({ attempts }) => attempts)).toEqual([2, 1, 1]);
    for (const generation of done) await expectWhole(cluster.data, generation);
  });
});
