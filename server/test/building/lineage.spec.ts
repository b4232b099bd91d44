/** Who made what from what. */
import type { Generation, Lineage, PictureRef } from '@darkroom/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import type { PromptChange } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let ada: Person;
let ben: Person;
let tab: RoomTab;
let bens: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start();
  [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gateway, 'Ben')];
  tab = await ada.host();
  bens = await ben.openRoom(tab.room);
});
afterAll(async () => {
  ada?.leave();
  ben?.leave();
  await cluster?.stop();
});

const refOf = ({ id }: Generation, index = 0): PictureRef => ({ generationId: id, index });
async function made(change: PromptChange, by = tab): Promise<Generation> {
  return by.ended((await by.request({ steps: 1, ...change })).id);
}
async function lineageOf({ generationId, index }: PictureRef): Promise<Lineage> {
  const answer = await ada.fetch(`/api/images/${generationId}/${index}/lineage`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Lineage;
}
const shape = ({ nodes }: Lineage) =>
  nodes.map(({ picture, parent, made }) => [picture, parent, made?.generation.prompt ?? null]);

describe('[BD9] the lineage of a picture', () => {
  it('goes up to the first and down to the last, with who made each and how', async () => {
    const root = await made({ prompt: 'a red apple', count: 2 });
    const child = await made({ prompt: 'a green apple', parent: refOf(root, 1) }, bens);
    await made({ prompt: 'of the other one', parent: refOf(root, 0) });
    const strength = { source: { kind: 'picture', ...refOf(child) }, strength: 0.5 } as const;
    const grandchild = await made({ prompt: 'a pear', count: 2, ...strength });
    const leaf = await made({ prompt: 'a plum', parent: refOf(grandchild, 1) });
    const tree = await lineageOf(refOf(child));
    expect(shape(tree)).toEqual([
      [refOf(root, 1), null, 'a red apple'],
      [refOf(child), refOf(root, 1), 'a green apple'],
      [refOf(grandchild), refOf(child), 'a pear'],
      [refOf(grandchild, 1), refOf(child), 'a pear'],
      [refOf(leaf), refOf(grandchild, 1), 'a plum'],
    ]);
    expect(tree.isCut).toBe(false);
    expect(tree.nodes[1]?.made?.generation.author.name).toBe('Ben');
    expect(tree.nodes[2]?.made?.generation).toMatchObject({ strength: 0.5, source: strength.source });
    expect(tree.nodes[2]?.made?.picture).toEqual(grandchild.pictures[0]);
    // Of the first one, what came of its other picture is no part.
    expect(shape(await lineageOf(refOf(root, 1)))).toEqual(shape(tree));
  });

  it('of one that goes back to nothing is itself alone', async () => {
    const alone = await made({});
    expect(shape(await lineageOf(refOf(alone)))).toEqual([[refOf(alone), null, 'a red apple']]);
  });

  it('tells what was deleted as gone, and goes on behind it', async () => {
    const root = await made({ prompt: 'first' });
    const middle = await made({ prompt: 'secret', parent: refOf(root) });
    const leaf = await made({ prompt: 'last', parent: refOf(middle) });
    await cluster.data.sql('DELETE FROM images WHERE generation_id = $1', [middle.id]);
    const whole = [
      [refOf(root), null, 'first'],
      [refOf(middle), refOf(root), null],
      [refOf(leaf), refOf(middle), 'last'],
    ];
    expect(shape(await lineageOf(refOf(leaf)))).toEqual(whole);
    expect(shape(await lineageOf(refOf(root)))).toEqual(whole);
    expect(JSON.stringify(await lineageOf(refOf(leaf)))).not.toContain('secret');
    await cluster.data.sql('DELETE FROM generations WHERE id = $1', [middle.id]);
    expect(shape(await lineageOf(refOf(leaf)))).toEqual([
      [refOf(middle), null, null],
      [refOf(leaf), refOf(middle), 'last'],
    ]);
  });

  it('leaves out what made no picture', async () => {
    const root = await made({});
    const waiting = await tab.request({ parent: refOf(root), steps: 100, width: 192, height: 192 });
    await tab.act('generation:cancel', waiting.id);
    await tab.ended(waiting.id, 'generation:cancelled');
    expect((await lineageOf(refOf(root))).nodes).toHaveLength(1);
  });

  it('is cut where it is large, and is still quick', async () => {
    const root = await made({ prompt: 'root' });
    await cluster.data.sql(
      `INSERT INTO generations (id, room_id, author_id, status, prompt, negative_prompt, model, steps, guidance_scale, width, height, seed, count, parent_id, parent_index)
       SELECT ('019ac000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, room_id, author_id, 'finished', 'child ' || i, '', model, 1, 4, 64, 64, i, 1,
              CASE WHEN i < 10 THEN id ELSE ('019ac000-0000-7000-8000-' || lpad(to_hex(i / 10), 12, '0'))::uuid END, 0
       FROM generations, generate_series(1, 5000) AS i WHERE id = $1`,
      [root.id],
    );
    await cluster.data.sql(
      `INSERT INTO images SELECT g.id, 0, i.room_id, i.object_key || g.id, i.thumbnail_key || g.id, 64, 64, 1, i.sha256, 1, ''
       FROM generations g, images i WHERE i.generation_id = $1 AND g.prompt LIKE 'child %'`,
      [root.id],
    );
    const started = performance.now();
    const { nodes, isCut } = await lineageOf(refOf(root));
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(isCut).toBe(true);
    expect(nodes).toHaveLength(101);
    // The nearest ones: all nine children are there.
    expect(nodes.filter(({ parent }) => parent?.generationId === root.id)).toHaveLength(9);
  });

  it.each(['9', '-1', 'x', '0.5'])('of picture %s there is none', async (index) => {
    const { id } = await made({});
    const answer = await ada.fetch(`/api/images/${id}/${index}/lineage`);
    expect(answer.status).toBe(404);
  });
});
