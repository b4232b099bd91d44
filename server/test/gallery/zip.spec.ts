/** Chosen pictures as a zip, from a real bucket: unpacked, each is byte for byte what the gallery says it is. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedRoom } from '../../../bench/src/seed.ts';
import { json, Person } from '../support/person.ts';
import { keyOf, type Seeded, seeded } from './seeded.ts';

const PICTURES = 12;
const bytesOf = (n: number) => Buffer.from(`picture ${n} `.repeat(5_000));
const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let at: Seeded;
let keys: string[];
beforeAll(async () => {
  at = await seeded(0);
  await seedRoom({
    databaseUrl: at.cluster.data.env.DATABASE_URL ?? '',
    roomId: at.room.id,
    pictures: PICTURES,
    async onPictures(pictures) {
      for (const { n, objectKey } of pictures) {
        await at.cluster.data.store.put(objectKey, bytesOf(n), { contentType: 'image/png' });
      }
    },
  });
  keys = (await at.page()).items.map(keyOf);
});
afterAll(() => at?.stop());

const zip = (pictures: string, who = at.host) =>
  who.fetch(`/api/rooms/${at.room.slug}/gallery/zip`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ pictures }).toString(),
  });

/** What a program that has nothing to do with ours finds in it. */
async function unpacked(answer: Response): Promise<Map<string, Buffer>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-zip-'));
  try {
    fs.writeFileSync(path.join(folder, 'it.zip'), Buffer.from(await answer.arrayBuffer()));
    execFileSync('python3', ['-m', 'zipfile', '-e', 'it.zip', 'out'], { cwd: folder });
    const out = path.join(folder, 'out');
    return new Map(fs.readdirSync(out).map((name) => [name, fs.readFileSync(path.join(out, name))]));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

describe('[GL7] chosen pictures as a zip', () => {
  it('hold the originals, byte for byte, under names out of their prompts', async () => {
    const answer = await zip(keys.slice(0, 5).join(','));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const files = await unpacked(answer);
    expect(files.size).toBe(5);
    const expected = [0, 1, 2, 3, 4].map((n) => shaOf(bytesOf(n)));
    expect([...files.values()].map(shaOf).toSorted()).toEqual(expected.toSorted());
    for (const name of files.keys()) expect(name).toMatch(/^a .+\.png$/);
  });

  it('leave out what is gone, and say so', async () => {
    const [row] = await at.cluster.data.sql<{ object_key: string }>(
      'SELECT object_key FROM images WHERE generation_id = $1',
      [keys[6]?.slice(0, 36)],
    );
    await at.cluster.data.store.delete([row?.object_key ?? '']);
    const files = await unpacked(await zip([keys[5], keys[6], keys[6], `${uuidv7()}-0`].join(',')));
    expect([...files.keys()].filter((name) => name.endsWith('.png'))).toHaveLength(1);
    expect(files.get('missing.txt')?.toString()).toMatch(/\.png\n1 that is not in the room any more/);
  });

  it('are refused where none of them is there, too many are asked for, or it is no picture’s key', async () => {
    expect((await zip(`${uuidv7()}-0`)).status).toBe(404);
    for (const bad of ['', 'x', `${keys[0]},`, Array.from({ length: 501 }, () => keys[0]).join(',')]) {
      const answer = await zip(bad);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code: 'bad_request' } });
    }
  });

  it('are for members of the room', async () => {
    const eve = await Person.enter(at.cluster.gateway, 'Eve');
    expect((await zip(keys[0] ?? '', eve)).status).toBe(403);
    const elsewhere = await eve.host();
    const ask = json('POST', { pictures: keys[0] });
    const answer = await eve.fetch(`/api/rooms/${elsewhere.room.slug}/gallery/zip`, ask);
    expect(answer.status).toBe(404);
    eve.leave();
  });
});
