/** Pictures that people bring: what is taken, what is refused, who sees it, what is made from it, and when it goes. */
import type { Upload } from '@darkroom/protocol';
import { createClient } from 'redis';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { uploadKey } from '../../src/storage/object-keys.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { difference } from '../support/likeness.ts';
import { Person } from '../support/person.ts';
import { prompt } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let ada: Person;
let tab: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2 });
  ada = await Person.enter(cluster.gateway, 'Ada');
  tab = await ada.host();
});
afterAll(async () => {
  ada?.leave();
  await cluster?.stop();
});

const plain = (background: string, width = 96, height = 64) =>
  sharp({ create: { width, height, channels: 3, background } });
const send = (body: BodyInit, person = ada, headers: Record<string, string> = {}) =>
  person.fetch(`/api/rooms/${tab.room.slug}/uploads`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
async function bring(background: string): Promise<Upload> {
  const answer = await send(new Uint8Array(await plain(background).jpeg().toBuffer()));
  expect(answer.status).toBe(201);
  return (await answer.json()) as Upload;
}
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const rows = () => cluster.data.sql('SELECT * FROM uploads');
async function objects(): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of cluster.data.store.list(`rooms/${tab.room.id}/uploads/`)) keys.push(key);
  return keys.sort();
}

describe('a picture that is brought', () => {
  it('[BD5, BD6] is kept as a PNG with a thumbnail, and once however often it is brought', async () => {
    const [first, again] = [await bring('#2060a0'), await bring('#2060a0')];
    expect(again).toEqual(first);
    expect(first).toMatchObject({ width: 96, height: 64 });
    expect(await objects()).toEqual([
      uploadKey(tab.room.id, first.id, 'original'),
      uploadKey(tab.room.id, first.id, 'thumbnail'),
    ]);
    const other = await Person.enter(cluster.gateway, 'Ben');
    await other.openRoom(tab.room);
    const theirs = await send(new Uint8Array(await plain('#2060a0').jpeg().toBuffer()), other);
    expect(((await theirs.json()) as Upload).id).not.toBe(first.id);
    other.leave();
  });

  it('[BD6] is kept once also where it is brought several times at once, at two gateways', async () => {
    const before = (await objects()).length;
    const file = new Uint8Array(await plain('#60a020').png().toBuffer());
    const path = `/api/rooms/${tab.room.slug}/uploads`;
    const answers = await Promise.all(
      [0, 1, 0, 1].map((gateway) =>
        fetch(cluster.gatewayAt(gateway).url + path, { method: 'POST', body: file, headers: { cookie: ada.cookie } }),
      ),
    );
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as Upload).id));
    expect(new Set(ids).size).toBe(1);
    const isAlone = async () => (await objects()).length === before + 2 || undefined;
    await poll(isAlone, { what: 'the objects of one', timeoutMs: DEADLINE_MS, everyMs: 50 });
    expect((await ada.fetch(`/api/uploads/${ids[0]}/original.png`)).status).toBe(200);
  });

  it('[BD7] is served as pictures are, to members only', async () => {
    const { id } = await bring('#a02060');
    const original = await ada.fetch(`/api/uploads/${id}/original.png`);
    expect(Object.fromEntries(original.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    const etag = original.headers.get('etag') ?? '';
    expect((await ada.fetch(`/api/uploads/${id}/original.png`, { headers: { 'if-none-match': etag } })).status).toBe(
      304,
    );
    expect((await ada.fetch(`/api/uploads/${id}/thumbnail.webp`)).headers.get('content-type')).toBe('image/webp');
    for (const file of ['original.webp', 'toString', '0.png', 'original.png%00']) {
      expect((await ada.fetch(`/api/uploads/${id}/${file}`)).status, file).toBe(404);
    }
    const eve = await Person.enter(cluster.gateway, 'Eve');
    expect((await eve.fetch(`/api/uploads/${id}/original.png`)).status).toBe(404);
    expect(await codeOf(await send('x', eve))).toBe('not_member');
  });

  it('[BD3] is begun from', async () => {
    const upload = await bring('#2080ff');
    const source = { kind: 'upload', uploadId: upload.id } as const;
    const { id } = await tab.request({
      prompt: 'a red apple',
      steps: 20,
      width: 96,
      height: 64,
      source,
      strength: 0.1,
    });
    const done = await tab.ended(id);
    expect(done).toMatchObject({ source, strength: 0.1, parent: null });
    const made = Buffer.from(await (await ada.fetch(`/api/images/${id}/0.png`)).arrayBuffer());
    const brought = Buffer.from(await (await ada.fetch(`/api/uploads/${upload.id}/original.png`)).arrayBuffer());
    const noise = await tab.ended((await tab.request({ prompt: 'a red apple', steps: 20, width: 96, height: 64 })).id);
    const free = Buffer.from(await (await ada.fetch(`/api/images/${noise.id}/0.png`)).arrayBuffer());
    expect(await difference(made, brought)).toBeLessThan((await difference(free, brought)) / 2);
  });

  it('[BD2] does not exist in another room', async () => {
    const { id } = await bring('#2080ff');
    const other = await ada.host('Another room');
    const asked = other.request({ source: { kind: 'upload', uploadId: id }, strength: 0.5 });
    await expect(asked).rejects.toMatchObject({ error: { code: 'upload_not_found' } });
  });
});

const png = await plain('#123456', 300, 300).png().toBuffer();
const gif = await plain('#123456').gif().toBuffer();

describe('[BD5] a file that is no picture leaves nothing behind', () => {
  it.each<[string, string, number, () => BodyInit]>([
    ['nothing', 'upload_invalid', 400, () => new Uint8Array(0)],
    ['a GIF', 'upload_invalid', 400, () => new Uint8Array(gif)],
    ['an SVG', 'upload_invalid', 400, () => '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['half a PNG', 'upload_invalid', 400, () => new Uint8Array(png.subarray(0, png.length / 2))],
    ['more than 10 MB', 'upload_too_large', 413, () => new Uint8Array(10 * 1024 * 1024 + 1)],
    ['more than 10 MB of unknown length', 'upload_too_large', 413, () => streamOf(12)],
  ])('%s', async (_, code, status, body) => {
    const before = [await rows(), await objects()];
    const answer = await send(body());
    expect(answer.status).toBe(status);
    expect(await codeOf(answer)).toBe(code);
    expect([await rows(), await objects()]).toEqual(before);
  });

  it('nor does one that is sent as JSON, or as a form', async () => {
    const json = await send('{}', ada, { 'content-type': 'application/json' });
    expect(await codeOf(json)).toBe('upload_invalid');
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'a.png');
    expect(await codeOf(await send(form))).toBe('upload_invalid');
  });

  it('nor does one whose sender leaves in the middle; the next one is taken', async () => {
    const leave = new AbortController();
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(png.subarray(0, 500)));
        setTimeout(() => leave.abort(), 200);
        return new Promise(() => {});
      },
    });
    const path = `/api/rooms/${tab.room.slug}/uploads`;
    const init = { method: 'POST', body: stream, signal: leave.signal, duplex: 'half' } as RequestInit;
    const before = await rows();
    await expect(ada.fetch(path, init)).rejects.toThrow();
    expect(await rows()).toEqual(before);
    await bring('#654321');
  });
});

const streamOf = (megabytes: number) => {
  let left = megabytes;
  return new ReadableStream({
    pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(1024 * 1024)) : controller.close()),
  });
};

/** As at the start of Darkroom: the worker's first round, without the wait for the one before to grow old. */
async function nextRound(): Promise<void> {
  await cluster.worker.stop();
  const redis = await createClient({ url: cluster.data.env.REDIS_URL }).connect();
  await redis.del('darkroom:round:bucket');
  redis.destroy();
  await cluster.worker.start();
}

describe('[BD8] what was brought and not used', () => {
  const age = (id: string) =>
    cluster.data.sql(`UPDATE uploads SET used_at = now() - interval '25 hours' WHERE id = $1`, [id]);
  const keysOf = (id: string) => (['original', 'thumbnail'] as const).map((kind) => uploadKey(tab.room.id, id, kind));

  /** One that was brought a year ago, as its id says, and that nothing was made from since. */
  async function ofLongAgo(like: string): Promise<{ id: string }> {
    const id = '019ac000-0000-7000-8000-000000000002';
    for (const key of keysOf(id)) await cluster.data.store.put(key, Buffer.from('x'), { contentType: 'image/png' });
    await cluster.data.sql(
      `INSERT INTO uploads (id, room_id, author_id, object_key, width, height, bytes, sha256, used_at)
       SELECT $1, room_id, author_id, $2, width, height, bytes, sha256, now() - interval '25 hours' FROM uploads WHERE id = $3`,
      [id, keysOf(id)[0], like],
    );
    return { id };
  }

  it('goes after a day, with its objects; what something was made from, or is new, stays', async () => {
    const [used, recent] = [await bring('#010101'), await bring('#030303')];
    const unused = await ofLongAgo(recent.id);
    const source = { kind: 'upload', uploadId: used.id } as const;
    await tab.ended((await tab.request({ source, strength: 0.5 })).id);
    await age(used.id);
    // An object of this moment, as while somebody brings it, and one that was left behind long ago.
    const [young, old] = [prompt(tab.room.id).id, '019ac000-0000-7000-8000-000000000001'];
    for (const key of [...keysOf(young), ...keysOf(old)]) {
      await cluster.data.store.put(key, Buffer.from('x'), { contentType: 'image/png' });
    }
    await nextRound();
    const isGone = async () => ((await objects()).includes(keysOf(unused.id)[0] ?? '') ? undefined : true);
    await poll(isGone, { what: 'the removal', timeoutMs: DEADLINE_MS, everyMs: 100 });
    const left = await objects();
    for (const { id } of [used, recent, { id: young }]) expect(left).toEqual(expect.arrayContaining(keysOf(id)));
    for (const id of [unused.id, old]) for (const key of keysOf(id)) expect(left).not.toContain(key);
    expect((await ada.fetch(`/api/uploads/${unused.id}/original.png`)).status).toBe(404);
    expect((await ada.fetch(`/api/uploads/${used.id}/original.png`)).status).toBe(200);
  });

  it('is kept for another day by whoever brings it again', async () => {
    const { id } = await bring('#040404');
    await age(id);
    expect((await bring('#040404')).id).toBe(id);
    const [row] = await cluster.data.sql<{ is_new: boolean }>(
      `SELECT used_at > now() - interval '1 minute' AS is_new FROM uploads WHERE id = $1`,
      [id],
    );
    expect(row?.is_new).toBe(true);
  });
});

it('[BD6] a picture that was brought and is gone from the bucket is there again when it is brought again', async () => {
  const upload = await bring('#050505');
  const files = {
    original: `/api/uploads/${upload.id}/original.png`,
    thumbnail: `/api/uploads/${upload.id}/thumbnail.webp`,
  };
  for (const kind of ['original', 'thumbnail'] as const) {
    const bytes = await (await ada.fetch(files[kind])).arrayBuffer();
    await cluster.data.store.delete([uploadKey(tab.room.id, upload.id, kind)]);
    expect((await ada.fetch(files[kind])).status).toBe(404);
    expect(await bring('#050505')).toEqual(upload);
    expect(await (await ada.fetch(files[kind])).arrayBuffer()).toEqual(bytes);
  }
});
