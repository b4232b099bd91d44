/** Pages by key: complete whatever comes and goes, as quick far down as at the top, and only in the query that they were made for. */
import type { GalleryPage } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chance } from '../../../bench/src/seed-prompts.ts';
import { keyOf, type Seeded, seeded } from './seeded.ts';

/** Of fewer, Postgres rightly reads all rather than an index of trigrams. */
const PICTURES = 40_000;

let at: Seeded;
beforeAll(async () => {
  at = await seeded(PICTURES);
});
afterAll(() => at?.stop());

const sql = <Row extends object>(text: string, values?: unknown[]) =>
  at.cluster.data.sql(text, values) as unknown as Promise<Row[]>;

/** Every key of the room as it stands, newest first. */
const allKeys = async () =>
  (
    await sql<{ key: string }>(
      `SELECT generation_id || '-' || index AS key FROM images WHERE room_id = $1
       ORDER BY created_at DESC, generation_id DESC, index DESC`,
      [at.room.id],
    )
  ).map(({ key }) => key);

/** One more picture, stored at this moment of the past or now. */
async function addPicture(storedAt: Date): Promise<string> {
  const id = uuidv7();
  const [painter] = at.painters;
  await sql(
    `INSERT INTO generations (id, room_id, author_id, status, prompt, negative_prompt, model, steps, guidance_scale, width, height, seed, count)
     VALUES ($1, $2, $3, 'finished', 'a late owl', '', 'builtin', 4, 4, 64, 64, 1, 1)`,
    [id, at.room.id, painter],
  );
  await sql(
    `INSERT INTO images (generation_id, index, room_id, object_key, thumbnail_key, width, height, bytes, sha256, seed, placeholder, created_at)
     VALUES ($1::uuid, 0, $2, $1::text, $1::text || 't', 64, 64, 1, repeat('a', 64), 1, '', $3)`,
    [id, at.room.id, storedAt],
  );
  return `${id}-0`;
}

describe('[GL2] pages', () => {
  it.each(['newest', 'oldest'])('%s first: none skipped, none twice, while others come and go', async (sort) => {
    const before = await allKeys();
    const [newest] = await sql<{ at: Date }>('SELECT max(created_at) AS at FROM images');
    const start = newest?.at.getTime() ?? 0;
    const met: string[] = [];
    const gone = new Set<string>();
    let cursor: string | null = '';
    for (let n = 0; cursor !== null && n < 60; n++) {
      const page: GalleryPage = await at.page({ sort, limit: '100', ...(cursor && { cursor }) });
      met.push(...page.items.map(keyOf));
      cursor = page.nextCursor;
      // A new one at the front, one somewhere in between, and one of those not met yet deleted.
      await addPicture(new Date());
      await addPicture(new Date(start - Math.floor(chance(n, 1) * PICTURES * 180_000)));
      const doomed = before[Math.floor(chance(n, 2) * before.length)] ?? '';
      if (met.includes(doomed)) continue;
      await sql('DELETE FROM images WHERE generation_id = $1', [doomed.slice(0, 36)]);
      gone.add(doomed);
    }
    expect(new Set(met).size, 'none twice').toBe(met.length);
    const reached = sort === 'newest' ? before : before.toReversed();
    const until = reached.indexOf(met.findLast((key) => before.includes(key)) ?? '');
    const expected = reached.slice(0, until + 1).filter((key) => !gone.has(key));
    expect(met.filter((key) => before.includes(key))).toEqual(expected);
  });

  it('lead back by previousCursor to where they came from', async () => {
    const first = await at.page({ limit: '30' });
    const second = await at.page({ limit: '30', cursor: first.nextCursor ?? '' });
    const third = await at.page({ limit: '30', cursor: second.nextCursor ?? '' });
    expect(first.previousCursor).toBeNull();
    const back = await at.page({ limit: '30', cursor: third.previousCursor ?? '' });
    expect(back.items).toEqual(second.items);
    const top = await at.page({ limit: '30', cursor: back.previousCursor ?? '' });
    expect(top.items).toEqual(first.items);
    expect(top.previousCursor).toBeNull();
    expect(top.nextCursor).toBe(first.nextCursor);
  });

  it('stand around a picture far down, without reading those before it', async () => {
    const keys = await allKeys();
    const place = 15_000;
    const page = await at.page({ around: keys[place] ?? '', limit: '20' });
    expect(page.items.map(keyOf)).toEqual(keys.slice(place - 10, place + 11));
    const on = await at.page({ cursor: page.nextCursor ?? '', limit: '20' });
    expect(on.items.map(keyOf)).toEqual(keys.slice(place + 11, place + 31));
    const first = await at.page({ around: keys[0] ?? '', limit: '20' });
    expect(first.previousCursor).toBeNull();
    expect(first.items.map(keyOf)).toEqual(keys.slice(0, 11));
    expect((await at.answer({ around: `${uuidv7()}-0` })).status).toBe(404);
  });

  it('a cursor of another query, another room or nobody is refused', async () => {
    const { nextCursor } = await at.page({ model: 'builtin' });
    const cursor = nextCursor ?? '';
    expect((await at.page({ model: 'builtin', limit: '7', cursor })).items).toHaveLength(7);
    const others: Record<string, string>[] = [
      { cursor },
      { model: 'sd3-medium', cursor },
      { q: 'owl', model: 'builtin', cursor },
    ];
    for (const query of others) {
      expect((await at.answer(query)).status).toBe(400);
    }
    const other = await at.host.makeRoom();
    await at.host.openRoom(other);
    const answer = await at.host.fetch(
      `/api/rooms/${other.slug}/gallery?${new URLSearchParams({ model: 'builtin', cursor })}`,
    );
    expect(answer.status).toBe(400);
    const text = Buffer.from(cursor, 'base64url').toString();
    const forged = [text.replace('on', 'up'), text.replace(/"\d{4}-/, '"99999-'), text.slice(1), '[]', 'null'];
    for (const forgery of forged) {
      const refused = await at.answer({ model: 'builtin', cursor: Buffer.from(forgery).toString('base64url') });
      expect(refused.status, forgery).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { code: 'bad_request' } });
    }
  });
});

describe('plans', () => {
  /** The nodes that Postgres chose, and how many rows they touched. */
  async function plan(where: string, order = 'created_at DESC, generation_id DESC, index DESC') {
    const rows = await sql<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT generation_id FROM images
       WHERE room_id = '${at.room.id}' AND ${where} ORDER BY ${order} LIMIT 49`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  it('[GL2] a page far down reads its own rows alone', async () => {
    const keys = await allKeys();
    const [id = ''] = [keys[15_000]?.slice(0, 36)];
    const [row] = await sql<{ at: Date }>('SELECT created_at AS at FROM images WHERE generation_id = $1', [id]);
    const text = await plan(`(created_at, generation_id, index) < ('${row?.at.toISOString()}', '${id}', 0)`);
    expect(text).toMatch(/Index.* Scan/);
    expect(text).not.toContain('Seq Scan');
    expect(text).not.toContain('Sort');
    expect(text).not.toContain('Rows Removed');
  });

  it('[GL4] a rare word is found by the index of its parts', async () => {
    const text = await plan(`words LIKE '%no 15000%'`);
    expect(text).toContain('images_room_id_words_idx');
    expect(text).not.toContain('Seq Scan');
  });

  it('[GL3] an author’s pages are read from an index of theirs', async () => {
    const text = await plan(`author_id = '${at.painters.at(-1)}'`);
    expect(text).toContain('author_id');
    expect(text).not.toContain('Seq Scan');
    expect(text).not.toContain('Rows Removed');
  });

  it('[GL3] an author, a model and a size together are read from it too, and no row beside those that match', async () => {
    const text = await plan(
      `author_id = '${at.painters.at(-1)}' AND model = 'sd3.5-large-turbo' AND width = 1024 AND height = 576`,
    );
    expect(text).toContain('images_of_author_idx');
    expect(text).not.toContain('Rows Removed');
  });
});
