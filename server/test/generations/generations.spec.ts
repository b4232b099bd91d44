/** Prompts to pictures, on the real built-in model. */

import { createClient } from 'redis';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { readSettings } from '../../src/storage/picture-settings.ts';
import { readPngText } from '../../src/storage/png-text.ts';
import { sha256 } from '../../src/storage/sha256.ts';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { expectNothing, expectWhole, objectsOf, rowsOf } from '../support/pictures.ts';
import { prompt, SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let ada: Person;
let ben: Person;
let host: RoomTab;
let guest: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ seesCancelFlags: true });
  [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gateway, 'Ben')];
  host = await ada.host();
  guest = await ben.openRoom(host.room);
});
afterAll(async () => {
  ada?.leave();
  ben?.leave();
  await cluster?.stop();
});

const bytesOf = async (path: string) => Buffer.from(await (await ada.fetch(path)).arrayBuffer());
const jobs = async () =>
  (await cluster.data.sql(`SELECT id FROM generations WHERE status IN ('queued', 'developing')`)).length;

describe('a prompt becomes a picture before the whole room', () => {
  it('[GN1] queued, started, each step, finished; object, row, gallery and download are the same bytes', async () => {
    const asked = await guest.request({ prompt: 'a red apple', steps: 8, width: 128, height: 128, seed: 5 });
    expect(asked).toMatchObject({ status: 'queued', attempts: 0, seed: 5, author: ben.user, pictures: [] });
    const done = await host.ended(asked.id);
    expect(done).toMatchObject({ status: 'finished', attempts: 1, error: null, prompt: 'a red apple' });
    const names = host.heard.map(({ name }) => name).filter((name) => name.startsWith('generation:'));
    expect(names.slice(0, 2)).toEqual(['generation:queued', 'generation:started']);
    expect(names.at(-1)).toBe('generation:finished');
    // A slow browser may miss steps; what comes goes forward.
    const steps = host.all('generation:progressed').map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8].filter((step) => steps.includes(step)));
    await expectWhole(cluster.data, done);
    const [picture] = done.pictures;
    const original = await bytesOf(`/api/images/${done.id}/0.png`);
    expect(sha256(original)).toBe(picture?.sha256);
    expect(picture).toMatchObject({ index: 0, width: 128, height: 128, seed: 5, bytes: original.length });
    const gallery = await (await ada.fetch(`/api/rooms/${host.room.slug}/gallery`)).json();
    expect(gallery.items).toMatchObject([{ generation: { id: done.id }, picture }]);
    expect(guest.feed.generations[done.id]).toEqual(done);
  });

  it('leaves nothing in Redis once it has ended, however it ended', async () => {
    const finished = await host.request();
    await host.ended(finished.id);
    const developing = await host.request({ ...SLOW });
    const waiting = await host.request({ ...SLOW });
    await host.event('generation:progressed', ({ generationId }) => generationId === developing.id);
    for (const { id } of [waiting, developing]) {
      await host.act('generation:cancel', id);
      await host.ended(id, 'generation:cancelled');
    }
    const redis = await createClient({ url: cluster.data.env.REDIS_URL ?? '' }).connect();
    for (const { id } of [finished, developing, waiting]) {
      const gone = async () => ((await redis.keys(`*${id}*`)).length ? undefined : true);
      await poll(gone, { what: `no key of ${id}`, timeoutMs: 5_000 });
    }
    redis.destroy();
  });

  it('[PC1] its thumbnail is a WebP, and a picture of the same shape', async () => {
    const { id } = await host.request({ width: 128, height: 64 });
    await host.ended(id);
    const thumbnail = await sharp(await bytesOf(`/api/images/${id}/0.webp`)).metadata();
    expect(thumbnail).toMatchObject({ format: 'webp', width: 128, height: 64 });
  });

  it('[PC2] the original holds its prompt and settings, for us and for other tools', async () => {
    const text = 'ein Apfel 🍎 <b>';
    const asked = await host.request({ prompt: text, negativePrompt: 'blurry', guidanceScale: 3.5, seed: 77 });
    await host.ended(asked.id);
    const original = await bytesOf(`/api/images/${asked.id}/0.png`);
    const settings = { prompt: text, negativePrompt: 'blurry', model: 'builtin', steps: 4, guidanceScale: 3.5 };
    expect(readSettings(original)).toEqual({ ...settings, seed: 77, width: 64, height: 64 });
    expect(readPngText(original).parameters).toBe(
      `${text}\nNegative prompt: blurry\nSteps: 4, Sampler: Euler, CFG scale: 3.5, Seed: 77, Size: 64x64, Model: builtin`,
    );
  });

  it('[GN3] the same seed and settings give the same bytes, in another room and by another person', async () => {
    const elsewhere = await ben.host();
    const [here, there] = [await host.request({ seed: 123 }), await elsewhere.request({ seed: 123 })];
    const [first, second] = [await host.ended(here.id), await elsewhere.ended(there.id)];
    expect(first.pictures[0]?.sha256).toBe(second.pictures[0]?.sha256);
    const other = await host.ended((await host.request({ seed: 124 })).id);
    expect(other.pictures[0]?.sha256).not.toBe(first.pictures[0]?.sha256);
  });

  it('[GN3] a null seed is drawn, shown, and makes the same picture again', async () => {
    const drawn = await host.request({ seed: null });
    expect(drawn.seed).toBeGreaterThanOrEqual(0);
    expect(drawn.seed).toBeLessThan(2 ** 32);
    const [first, again] = [
      await host.ended(drawn.id),
      await host.ended((await host.request({ seed: drawn.seed })).id),
    ];
    expect(again.pictures[0]?.sha256).toBe(first.pictures[0]?.sha256);
  });

  it('[GN1, GN3] four pictures are four objects with seeds of their own, shown one by one', async () => {
    const asked = await host.request({ count: 4, seed: 1_000 });
    const done = await host.ended(asked.id);
    expect(done.pictures.map(({ index, seed }) => [index, seed])).toEqual([
      [0, 1_000],
      [1, 1_001],
      [2, 1_002],
      [3, 1_003],
    ]);
    await expectWhole(cluster.data, done);
    const shown = host.all('generation:pictured').filter(({ generation }) => generation.id === asked.id);
    expect(shown.map(({ generation }) => generation.pictures.length)).toEqual([1, 2, 3]);
    const third = await host.ended((await host.request({ seed: 1_002 })).id);
    expect(third.pictures[0]?.sha256).toBe(done.pictures[2]?.sha256);
  });

  it('[GN3] the highest seed that JSON carries is used as it is', async () => {
    const asked = await host.request({ seed: Number.MAX_SAFE_INTEGER });
    const done = await host.ended(asked.id);
    expect(done.pictures[0]?.seed).toBe(Number.MAX_SAFE_INTEGER);
    expect(readSettings(await bytesOf(`/api/images/${done.id}/0.png`))?.seed).toBe(Number.MAX_SAFE_INTEGER);
    const lowest = await host.ended((await host.request({ seed: 0 })).id);
    expect(lowest.pictures[0]?.sha256).not.toBe(done.pictures[0]?.sha256);
  });

  it('[RC4] at most ten previews a second, every one an image', async () => {
    const asked = await host.request({ ...SLOW });
    await host.ended(asked.id);
    const mine = host.heard.filter(
      ({ name, payload }) =>
        name === 'generation:progressed' && (payload as { generationId: string }).generationId === asked.id,
    );
    const steps = mine.map(({ payload }) => payload as { step: number; preview: Buffer | null; sentAtMs: number });
    const previews = steps.filter(({ preview }) => preview);
    const seconds = ((steps.at(-1)?.sentAtMs ?? 0) - (steps[0]?.sentAtMs ?? 0)) / 1_000;
    expect(previews.length).toBeGreaterThan(3);
    expect(previews.length).toBeLessThanOrEqual(seconds * 10 + 1);
    for (const { preview } of previews) expect((await sharp(preview ?? undefined).metadata()).width).toBeGreaterThan(0);
    expect(steps.map(({ step }) => step)).toEqual(steps.map(({ step }) => step).toSorted((a, b) => a - b));
  });
});

describe('asking twice', () => {
  it('[GN2] the same id again, five times at once and once when it is done, makes one picture', async () => {
    const request = prompt(host.room.id, { seed: null });
    const answers = await Promise.all(Array.from({ length: 5 }, () => guest.ask('generation:request', request)));
    expect(new Set(answers.map(({ id, seed }) => `${id} ${seed}`)).size).toBe(1);
    const done = await guest.ended(request.id);
    expect(await guest.ask('generation:request', request)).toEqual(done);
    await expectWhole(cluster.data, done);
    expect(await jobs()).toBe(0);
    expect(guest.all('generation:finished').filter(({ generation }) => generation.id === request.id)).toHaveLength(1);
  });

  it("[GN2] another's id, or one of another room, is a conflict and changes nothing", async () => {
    const { id } = await host.request();
    await host.ended(id);
    const [before] = await cluster.data.sql('SELECT * FROM generations WHERE id = $1', [id]);
    const elsewhere = await ada.host();
    const conflict = { ok: false, error: { code: 'conflict', retryable: false } };
    expect(await guest.send('generation:request', prompt(host.room.id, { id, prompt: 'mine' }))).toMatchObject(
      conflict,
    );
    expect(await elsewhere.send('generation:request', prompt(elsewhere.room.id, { id }))).toMatchObject(conflict);
    expect(await cluster.data.sql('SELECT * FROM generations WHERE id = $1', [id])).toEqual([before]);
    expect(elsewhere.all('generation:queued')).toEqual([]);
  });
});

describe('giving up', () => {
  it('[GN5] while it waits: it is gone at once, and never starts', async () => {
    const ahead = await host.request({ ...SLOW });
    const waiting = await guest.request();
    expect(await guest.act('generation:cancel', waiting.id)).toMatchObject({ id: waiting.id, status: 'cancelled' });
    expect(await host.ended(waiting.id, 'generation:cancelled')).toMatchObject({ attempts: 0, startedAt: null });
    await host.act('generation:cancel', ahead.id);
    await host.ended(ahead.id, 'generation:cancelled');
    // The next in line has its turn: the one before was passed over.
    await host.ended((await host.request()).id);
    expect(host.all('generation:started').filter(({ generation }) => generation.id === waiting.id)).toEqual([]);
    await expectNothing(cluster.data, waiting);
  });

  it('[GN5] while it develops: it stops within two steps, nothing is decoded, nothing stored', async () => {
    const asked = await guest.request({ ...SLOW, count: 2 });
    const isMine = ({ generationId }: { generationId: string }) => generationId === asked.id;
    await guest.event('generation:progressed', (progress) => isMine(progress) && progress.step >= 5);
    const acked = await guest.act('generation:cancel', asked.id);
    const stepAtAck = Math.max(
      ...guest
        .all('generation:progressed')
        .filter(isMine)
        .map(({ step }) => step),
    );
    expect(acked.status).toBe('developing');
    const ended = await guest.ended(asked.id, 'generation:cancelled');
    const last = Math.max(
      ...guest
        .all('generation:progressed')
        .filter(isMine)
        .map(({ step }) => step),
    );
    expect(last - stepAtAck).toBeLessThanOrEqual(2);
    expect(ended).toMatchObject({ status: 'cancelled', attempts: 1, pictures: [], error: null });
    await expectNothing(cluster.data, asked);
    // The model is free for the next one at once.
    await guest.ended((await guest.request()).id);
    await expectNothing(cluster.data, asked);
  });

  it('[GN5] pictures that were stored before stay', async () => {
    const asked = await guest.request({ ...SLOW, count: 4, steps: 40 });
    await guest.fact('generation:pictured', asked.id);
    await guest.act('generation:cancel', asked.id);
    const ended = await guest.ended(asked.id, 'generation:cancelled');
    expect(ended.pictures.length).toBeGreaterThan(0);
    expect(ended.pictures.length).toBeLessThan(4);
    expect(await rowsOf(cluster.data, ended)).toHaveLength(ended.pictures.length);
    expect((await objectsOf(cluster.data, ended)).size).toBe(2 * ended.pictures.length);
  });

  it('[GN4] belongs to the author and the host; one that has ended is answered as it is', async () => {
    const third = await (await Person.enter(cluster.gateway, 'Third')).openRoom(host.room);
    const asked = await guest.request({ ...SLOW });
    for (const command of ['generation:cancel', 'generation:retry', 'generation:dismiss'] as const) {
      const answer = await third.send(command, { roomId: host.room.id, generationId: asked.id });
      expect(answer, command).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
    third.close();
    await host.act('generation:cancel', asked.id);
    const ended = await host.ended(asked.id, 'generation:cancelled');
    expect(await guest.act('generation:cancel', asked.id)).toEqual(ended);
    const done = await guest.ended((await guest.request()).id);
    expect(await guest.act('generation:cancel', done.id)).toEqual(done);
    expect(await guest.act('generation:retry', done.id)).toEqual(done);
  });

  it('[GN6] a retry at the very moment of the end takes its turn, under the same id, with the pictures that it has', async () => {
    const asked = await guest.request({ ...SLOW, count: 2, steps: 40, seed: 9 });
    await guest.fact('generation:pictured', asked.id);
    await guest.act('generation:cancel', asked.id);
    const cancelled = await guest.ended(asked.id, 'generation:cancelled');
    const again = await guest.act('generation:retry', asked.id);
    expect(again).toMatchObject({ id: asked.id, status: 'queued', attempts: 0, error: null, finishedAt: null });
    const isAgain = ({ generation }: { generation: { id: string; revision: number } }) =>
      generation.id === asked.id && generation.revision > again.revision;
    await guest.event('generation:started', isAgain, 4_000);
    const done = await guest.shown(asked.id, 'finished');
    expect(done.pictures.slice(0, cancelled.pictures.length)).toEqual(cancelled.pictures);
    expect(done.attempts).toBe(1);
    await expectWhole(cluster.data, done);
  });

  it('an id that was never asked for cannot be given up', async () => {
    const answer = await guest.send('generation:cancel', { roomId: host.room.id, generationId: uuidv7() });
    expect(answer).toMatchObject({ ok: false, error: { code: 'generation_not_found' } });
  });
});
