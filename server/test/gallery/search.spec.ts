/** Search and filters, on a real Postgres, over HTTP. What must come is worked out from the prompts, in JavaScript. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedPrompt } from '../../../bench/src/seed-prompts.ts';
import { json, Person } from '../support/person.ts';
import { keyOf, type Seeded, seeded } from './seeded.ts';

const PICTURES = 2_000;
const PROMPTS = Array.from({ length: PICTURES }, (_, n) => seedPrompt(n));

let at: Seeded;
beforeAll(async () => {
  at = await seeded(PICTURES);
});
afterAll(() => at?.stop());

const sql = (text: string, values?: unknown[]) => at.cluster.data.sql(text, values);

describe('search', () => {
  it.each([
    ['lighthouse', ['lighthouse']],
    ['ightho', ['ightho']],
    ['LightHouse', ['lighthouse']],
    ['owl red', ['owl', 'red']],
    ['"red owl"', ['red owl']],
    ['of', ['of']],
    ['w', ['w']],
    ['屋顶', ['屋顶']],
    ['猫', ['猫']],
    ['البحر', ['البحر']],
    ['НОЧНОЙ', ['ночной']],
    ['großen', ['großen']],
    ['🚣🌊', ['🚣🌊']],
    ['50%', ['50%']],
    ['no 1000', ['no', '1000']],
  ])('[GL4] %s: every prompt that holds all of it, and no other', async (q, words) => {
    const expected = PROMPTS.filter((prompt) => words.every((word) => prompt.toLowerCase().includes(word)));
    expect(expected.length).toBeGreaterThan(0);
    const found = await at.prompts({ q });
    expect(found).toEqual(expected);
    expect((await at.page({ q })).found).toBe(Math.min(expected.length, 1_001));
  });

  it.each(['%', '_', '\\', '%%', '5_%', "'; DROP TABLE images; --", '{}', '\\%'])(
    '[GL4] %s is what it looks like, no wildcard and no command',
    async (q) => {
      const [word = ''] = q.split(' ');
      const expected = PROMPTS.filter(
        (prompt) => prompt.includes(word) && q.split(' ').every((w) => prompt.includes(w)),
      );
      const { items, meant } = await at.page({ q, limit: '100' });
      expect(items.map(({ generation }) => generation.prompt)).toEqual(expected.slice(0, 100));
      expect(meant).toBeNull();
    },
  );

  it.each([
    ['lighthuose', 'lighthouse'],
    ['latern', 'lantern'],
    ['baot', 'boat'],
    ['mountian', 'mountain'],
    ['astronuat', 'astronaut'],
    ['horze', 'horse'],
    ['watercolr', 'watercolour'],
    ['cathedal', 'cathedral'],
  ])('[GL5] %s finds what was meant, and says so', async (q, word) => {
    const { items, meant, found } = await at.page({ q });
    expect(meant).toEqual([{ typed: q, words: expect.arrayContaining([word]) }]);
    expect(items.length).toBeGreaterThan(0);
    expect(found).toBeGreaterThan(0);
    const all = await at.prompts({ q });
    const words = meant?.[0]?.words ?? [];
    expect(all).toEqual(PROMPTS.filter((prompt) => words.some((one) => prompt.includes(one))));
  });

  it('[GL5] only the word that is mistyped is another one', async () => {
    const { items, meant } = await at.page({ q: 'red lighthuose' });
    expect(meant?.map(({ typed }) => typed)).toEqual(['lighthuose']);
    for (const { generation } of items) expect(generation.prompt).toMatch(/red.*lighthouse|lighthouse.*red/);
  });

  it('[GL5] what resembles nothing finds nothing', async () => {
    expect(await at.page({ q: 'xqzjwv' })).toEqual({
      items: [],
      nextCursor: null,
      previousCursor: null,
      found: 0,
      meant: null,
    });
  });

  it('[AK2] what is no search is refused, and says which field', async () => {
    for (const [query, code] of [
      [{ q: ' ' }, 'bad_request'],
      [{ q: 'a\u0000b' }, 'bad_request'],
      [{ q: 'x'.repeat(201) }, 'bad_request'],
      [{ size: '12' }, 'bad_request'],
      [{ from: 'yesterday' }, 'bad_request'],
      [{ sort: 'random' }, 'bad_request'],
      [{ author: 'me' }, 'bad_request'],
      [{ around: 'x' }, 'bad_request'],
    ] as const) {
      const answer = await at.answer(query);
      expect(answer.status, JSON.stringify(query)).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code } });
    }
  });

  it('[GL1] looks in one room alone', async () => {
    const other = await at.host.makeRoom();
    await at.host.openRoom(other);
    const answer = await at.host.fetch(`/api/rooms/${other.slug}/gallery/search?q=boat`);
    expect(await answer.json()).toMatchObject({ items: [], found: 0, meant: null });
  });

  it('[AK5] is limited', async () => {
    const gateway = await at.cluster.addGateway({ LIMIT_SEARCHES: '2/3600' });
    const person = await Person.enter(gateway, 'Bo');
    await person.openRoom(at.room);
    const ask = () => person.fetch(`/api/rooms/${at.room.slug}/gallery/search?q=boat`);
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 429]);
    person.leave();
  });
});

describe('filters', () => {
  const rows = () =>
    sql(
      `SELECT i.generation_id || '-' || i.index AS key, g.author_id AS author, g.model, i.width, i.height, i.created_at AS at, g.prompt
         FROM images i JOIN generations g ON g.id = i.generation_id WHERE i.room_id = $1
         ORDER BY i.created_at DESC, i.generation_id DESC, i.index DESC`,
      [at.room.id],
    ) as unknown as Promise<
      { key: string; author: string; model: string; width: number; height: number; at: Date; prompt: string }[]
    >;
  const keys = async (query: Record<string, string>) => (await at.page({ limit: '100', ...query })).items.map(keyOf);

  it('[GL3] each narrows down, and so do several', async () => {
    const all = await rows();
    const [, second = ''] = at.painters;
    const middle = all[900]?.at.toISOString() ?? '';
    const cases: [Record<string, string>, (row: (typeof all)[number]) => boolean][] = [
      [{ author: second }, ({ author }) => author === second],
      [{ model: 'sd3-medium' }, ({ model }) => model === 'sd3-medium'],
      [{ size: '512x768' }, ({ width, height }) => width === 512 && height === 768],
      [{ size: 'landscape' }, ({ width, height }) => width > height],
      [{ size: 'square' }, ({ width, height }) => width === height],
      [{ from: middle }, (row) => row.at.toISOString() >= middle],
      [{ to: middle }, (row) => row.at.toISOString() < middle],
      [
        { author: second, model: 'builtin', size: 'portrait', to: middle, q: 'red' },
        (row) =>
          row.author === second &&
          row.model === 'builtin' &&
          row.width < row.height &&
          row.at.toISOString() < middle &&
          row.prompt.includes('red'),
      ],
    ];
    for (const [query, holds] of cases) {
      const expected = all.filter(holds).map(({ key }) => key);
      expect(expected.length, JSON.stringify(query)).toBeGreaterThan(0);
      expect(await keys(query), JSON.stringify(query)).toEqual(expected.slice(0, 100));
      expect((await at.page(query)).found).toBe(Math.min(expected.length, 1_001));
    }
    expect(await keys({ sort: 'oldest' })).toEqual(
      all
        .toReversed()
        .slice(0, 100)
        .map(({ key }) => key),
    );
  });

  it('[GL3] pinned ones are the room’s, favourites are one’s own', async () => {
    const all = await rows();
    const [first, tenth] = [all[0], all[10]];
    await sql('UPDATE images SET pinned_at = now() WHERE generation_id = $1', [tenth?.key.slice(0, 36)]);
    await sql('INSERT INTO favourites (user_id, generation_id, index) VALUES ($1, $2, 0)', [
      at.host.user.id,
      first?.key.slice(0, 36),
    ]);
    const bo = await Person.enter(at.cluster.gateway, 'Bo');
    await bo.openRoom(at.room);
    expect(await keys({ pinned: 'true' })).toEqual([tenth?.key]);
    expect(await keys({ favourite: 'true' })).toEqual([first?.key]);
    expect((await at.page({ favourite: 'true' }, bo)).items).toEqual([]);
    expect((await at.page({ pinned: 'true' }, bo)).items).toHaveLength(1);
    bo.leave();
  });

  it('[GL3] what there is to filter by, with how many of each', async () => {
    const answer = await at.host.fetch(`/api/rooms/${at.room.slug}/gallery/facets`);
    const facets = (await answer.json()) as Record<'authors' | 'models' | 'sizes', { pictures: number }[]>;
    for (const of of ['authors', 'models', 'sizes'] as const) {
      expect(facets[of].reduce((sum, { pictures }) => sum + pictures, 0)).toBe(PICTURES);
      expect(facets[of]).toEqual(facets[of].toSorted((a, b) => b.pictures - a.pictures));
    }
    expect(facets.authors[0]).toMatchObject({ name: expect.stringMatching(/^Painter /) });
  });

  it('[GL3] follow whoever the pictures belong to now', async () => {
    const [from = '', to = ''] = [at.painters[2], at.painters[3]];
    const before = (await at.page({ author: to })).found ?? 0;
    const moved = (await at.page({ author: from })).found ?? 0;
    await sql('UPDATE generations SET author_id = $2 WHERE author_id = $1', [from, to]);
    expect((await at.page({ author: from })).found).toBe(0);
    expect((await at.page({ author: to })).found).toBe(Math.min(before + moved, 1_001));
  });

  it('[GL1] are for members', async () => {
    const eve = await Person.enter(at.cluster.gateway, 'Eve');
    for (const path of ['gallery?model=builtin', 'gallery/search?q=boat', 'gallery/facets']) {
      expect((await eve.fetch(`/api/rooms/${at.room.slug}/${path}`, json('GET', undefined))).status).toBe(403);
    }
  });
});
