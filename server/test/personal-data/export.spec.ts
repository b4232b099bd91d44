/** What a person takes along: all of theirs, nothing of others, made while it is read. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/storage/sha256.ts';
import { Cluster } from '../support/cluster.ts';
import { json, Person } from '../support/person.ts';

const run = promisify(execFile);
const READ = `
import json, sys, zipfile, hashlib
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({'names': z.namelist(),
  'sha256': {n: hashlib.sha256(z.read(n)).hexdigest() for n in z.namelist()},
  'text': {n: z.read(n).decode() for n in z.namelist() if n.endswith(('.txt', '.json'))}}))`;

interface Exported {
  names: string[];
  sha256: Record<string, string>;
  text: Record<string, string>;
}
interface ExportedPrompt {
  room: string;
  prompt: string;
  seed: number;
  status: string;
  pictures: { file: string; sha256: string; seed: number }[];
}

let cluster: Cluster;
let people: Person[] = [];

beforeAll(async () => {
  cluster = await Cluster.start({ env: { LIMIT_EXPORTS: '1000/1' } });
});
afterEach(() => {
  for (const person of people) person.leave();
  people = [];
});
afterAll(async () => {
  await cluster?.stop();
});

async function enter(name: string): Promise<Person> {
  const person = await Person.enter(cluster.gateway, name);
  people.push(person);
  return person;
}

async function exported(person: Person): Promise<Exported> {
  const answer = await person.fetch('/api/me/export');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="darkroom-\d{4}-\d\d-\d\d\.zip"/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const file = path.join(cluster.home.path, `${uuidv7()}.zip`);
  await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(file));
  const { stdout } = await run('python3', ['-c', READ, file], { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Exported;
}

const prompts = ({ text }: Exported) => JSON.parse(text['prompts.json'] ?? '') as ExportedPrompt[];

it('[MD1] of two of one name in one room, each renames, takes along and deletes themself alone', async () => {
  const [one, other] = [await enter('Sam'), await enter('Sam')];
  const host = await one.host('Shared');
  const guest = await other.openRoom(host.room);
  const hers = await host.ended((await host.request({ prompt: 'of the one' })).id);
  const his = await guest.ended((await guest.request({ prompt: 'of the other' })).id);

  await other.fetch('/api/session', json('PATCH', { name: 'Samuel' }));
  await host.until(() => host.feed.people.find(({ name }) => name === 'Samuel'), 'the other name');
  expect(host.feed.people.find(({ userId }) => userId === one.user.id)?.name).toBe('Sam');
  await other.fetch('/api/session', json('PATCH', { name: 'Sam' }));
  for (const [person, prompt] of [
    [one, 'of the one'],
    [other, 'of the other'],
  ] as const) {
    expect(prompts(await exported(person)).map((each) => each.prompt)).toEqual([prompt]);
  }

  expect((await other.fetch('/api/me', json('DELETE', { pictures: 'delete', name: 'Sam' }))).status).toBe(202);
  await host.event('pictures:deleted', ({ pictures }) => pictures.some(({ generationId }) => generationId === his.id));
  expect((await other.fetch('/api/session')).status).toBe(401);
  expect((await one.fetch('/api/session')).status).toBe(200);
  expect((await one.fetch(`/api/images/${hers.id}/0.png`)).status).toBe(200);
  expect((await one.fetch(`/api/images/${his.id}/0.png`)).status).toBe(404);
});

describe('an export', () => {
  it('[MD2] holds every prompt and picture of theirs, with the bytes that were stored, and nothing of others', async () => {
    const [ada, ben] = [await enter('Ada'), await enter('Ben')];
    const first = await ada.host('Studio / “one”');
    const second = await ada.host('Studio / “one”');
    const foreign = await ben.openRoom(first.room);
    const mine = [
      await first.request({ prompt: '../../etc/passwd\u202egnp', seed: 3, count: 2 }),
      await second.request({ prompt: 'a 苹果\non a table', seed: 9 }),
    ];
    for (const [i, { id }] of mine.entries()) mine[i] = await (i === 0 ? first : second).ended(id);
    const others = await foreign.request({ prompt: 'not for Ada' });
    await foreign.ended(others.id);

    const all = await exported(ada);
    expect(prompts(all)).toMatchObject([
      { room: 'Studio / “one”', prompt: '../../etc/passwd\u202egnp', seed: 3, status: 'finished' },
      { room: 'Studio / “one”', prompt: 'a 苹果\non a table', seed: 9, status: 'finished' },
    ]);
    const files = prompts(all).flatMap(({ pictures }) => pictures);
    expect(files.map((picture) => picture.seed)).toEqual([3, 4, 9]);
    for (const { file, sha256 } of files) expect(all.sha256[file]).toBe(sha256);
    expect(files.map((picture) => picture.sha256)).toEqual(
      mine.flatMap(({ pictures }) => pictures.map((picture) => picture.sha256)),
    );
    expect(all.names.toSorted()).toEqual(
      ['README.txt', 'about-me.json', 'prompts.json', ...files.map(({ file }) => file)].toSorted(),
    );
    // Two rooms of one name, and names that lead nowhere else.
    expect(new Set(files.map(({ file }) => file.split('/')[0])).size).toBe(2);
    for (const { file } of files)
      expect(file).toMatch(/^[^/\\:]+\/\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d [^/\\:\u202e]+\.png$/);
    expect(JSON.stringify(all.text)).not.toContain('not for Ada');
    expect(JSON.parse(all.text['about-me.json'] ?? '')).toMatchObject({
      id: ada.user.id,
      name: 'Ada',
      memberships: [{ role: 'host' }, { role: 'host' }],
    });
    expect(all.text['about-me.json']).not.toContain('tokenHash');
  });

  it('[MD2] of somebody who made nothing is a zip too', async () => {
    const all = await exported(await enter('Cleo'));
    expect(all.names).toEqual(['README.txt', 'about-me.json', 'prompts.json']);
    expect(prompts(all)).toEqual([]);
  });

  it('[MD2] names a picture that is gone, and holds the others', async () => {
    const ada = await enter('Ada');
    const tab = await ada.host('Studio');
    const { id } = await tab.request({ count: 2 });
    const { roomId } = await tab.ended(id);
    await cluster.data.store.delete([`rooms/${roomId}/${id}/0.png`]);
    const all = await exported(ada);
    const [gone, there] = prompts(all)[0]?.pictures.map(({ file }) => file) ?? [];
    expect(all.text['missing.txt']).toBe(`${gone}\n`);
    expect(all.names).toContain(there);
    expect(all.names).not.toContain(gone);
  });

  it('[MD2] is for nobody without a session, and a few times an hour', async () => {
    expect((await fetch(`${cluster.gateway.url}/api/me/export`)).status).toBe(401);
    const strict = await cluster.addGateway({ LIMIT_EXPORTS: '2/3600' });
    const ada = await Person.enter(strict, 'Ada');
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) {
      const answer = await ada.fetch('/api/me/export');
      statuses.push(answer.status);
      await answer.arrayBuffer();
    }
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe('of much', () => {
  const PICTURES = 300;
  const picture = Buffer.alloc(1_000_000, 7);

  /** Rows and objects as a worker leaves them, only quicker. */
  async function makeMuch(person: Person): Promise<void> {
    const { id: roomId } = await person.makeRoom('Much');
    for (let i = 0; i < PICTURES; i++) {
      const id = uuidv7();
      const key = `rooms/${roomId}/${id}/0`;
      await cluster.data.store.put(`${key}.png`, picture, { contentType: 'image/png' });
      await cluster.data.sql(
        `INSERT INTO generations (id, room_id, author_id, status, prompt, negative_prompt, model, steps, guidance_scale, width, height, seed, count)
         VALUES ($1, $2, $3, 'finished', 'much', '', 'builtin', 4, 4, 64, 64, 1, 1)`,
        [id, roomId, person.user.id],
      );
      await cluster.data.sql(
        `INSERT INTO images (generation_id, index, room_id, object_key, thumbnail_key, width, height, bytes, sha256, seed, placeholder)
         VALUES ($1, 0, $2, $3, $4, 64, 64, $5, $6, 1, '')`,
        [id, roomId, `${key}.png`, `${key}.webp`, picture.length, sha256(picture)],
      );
    }
  }

  it('[MD2] takes no more memory than of little, and stops when nobody reads it any more', async () => {
    const ada = await enter('Ada');
    await makeMuch(ada);
    const url = `${cluster.gateway.url}/api/me/export`;
    const { process } = cluster.gateway;
    const before = process.megabytes();

    // Nobody reads: it waits, with next to nothing taken from the store.
    const stuck = get(url, { headers: { cookie: ada.cookie } });
    const [waiting] = await once(stuck, 'response');
    await sleep(1_000);
    expect(process.megabytes() - before).toBeLessThan(100);
    waiting.on('error', () => {});
    stuck.destroy();

    let bytes = 0;
    let most = 0;
    const [reading] = await once(get(url, { headers: { cookie: ada.cookie } }), 'response');
    for await (const chunk of reading) {
      bytes += chunk.length;
      if (bytes % 16 === 0) most = Math.max(most, process.megabytes());
    }
    expect(bytes).toBeGreaterThan(PICTURES * picture.length);
    console.info(`An export of ${Math.round(bytes / 1e6)} MB: ${before} MB before, ${most} MB at most`);
    expect(most - before).toBeLessThan(150);

    // Left in the middle, often: nothing stays open that the next one needs.
    for (let i = 0; i < 60; i++) {
      const leaving = get(url, { headers: { cookie: ada.cookie } });
      const [answer] = await once(leaving, 'response');
      answer.on('error', () => {});
      await once(answer, 'data');
      leaving.destroy();
    }
    const all = await exported(ada);
    expect(all.names).toHaveLength(PICTURES + 3);
  });
});
