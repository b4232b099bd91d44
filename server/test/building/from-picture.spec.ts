/** Image-to-image and parents, on the real built-in model. */
import type { Generation } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKey } from '../../src/storage/object-keys.ts';
import { readSettings } from '../../src/storage/picture-settings.ts';
import { readPngText } from '../../src/storage/png-text.ts';
import { Cluster } from '../support/cluster.ts';
import { difference } from '../support/likeness.ts';
import { Person } from '../support/person.ts';
import { expectNothing, expectWhole } from '../support/pictures.ts';
import { type PromptChange, prompt } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

const BIG = { width: 128, height: 128 };

let cluster: Cluster;
let ada: Person;
let tab: RoomTab;
let apple: Generation;

beforeAll(async () => {
  cluster = await Cluster.start({ seesCancelFlags: true });
  ada = await Person.enter(cluster.gateway, 'Ada');
  tab = await ada.host();
  apple = await made({ prompt: 'a red apple', steps: 12, seed: 7, ...BIG });
});
afterAll(async () => {
  ada?.leave();
  await cluster?.stop();
});

async function made(change: PromptChange): Promise<Generation> {
  const { id } = await tab.request(change);
  return await tab.ended(id);
}
const bytesOf = async ({ id }: Generation, index = 0) =>
  Buffer.from(await (await ada.fetch(`/api/images/${id}/${index}.png`)).arrayBuffer());
const from = ({ id }: Generation, strength: number, index = 0): PromptChange => ({
  source: { kind: 'picture', generationId: id, index },
  strength,
});
const panda = { prompt: 'a panda', steps: 20, seed: 3, ...BIG };

describe('a picture from a picture', () => {
  it('[BD3] the weaker the nearer to its source; the same request gives the same bytes', async () => {
    const [weak, again, strong] = await Promise.all([
      made({ ...panda, ...from(apple, 0.2) }),
      made({ ...panda, ...from(apple, 0.2) }),
      made({ ...panda, ...from(apple, 0.9) }),
    ]);
    const [start, near, same, far] = await Promise.all([apple, weak, again, strong].map((one) => bytesOf(one)));
    const distances = [
      await difference(start as Buffer, near as Buffer),
      await difference(start as Buffer, far as Buffer),
    ];
    expect(distances[0]).toBeLessThan((distances[1] as number) / 2);
    expect(near?.equals(same as Buffer)).toBe(true);
    await expectWhole(cluster.data, weak);
    expect(weak).toMatchObject({
      source: { kind: 'picture', generationId: apple.id, index: 0 },
      parent: { generationId: apple.id, index: 0 },
      strength: 0.2,
      steps: 20,
    });
  });

  it('[BD4] progress counts the steps that are run', async () => {
    const { id } = await made({ ...panda, ...from(apple, 0.5) });
    const steps = tab.all('generation:progressed').filter(({ generationId }) => generationId === id);
    expect(new Set(steps.map(({ steps }) => steps))).toEqual(new Set([10]));
    expect(Math.max(...steps.map(({ step }) => step))).toBeLessThanOrEqual(10);
  });

  it('[BD3] of another shape than its source, it is the source’s middle that it begins from', async () => {
    const wide = await made({ ...panda, width: 128, height: 64, ...from(apple, 0.1) });
    const { default: sharp } = await import('sharp');
    const middle = await sharp(await bytesOf(apple))
      .extract({ left: 0, top: 32, width: 128, height: 64 })
      .png()
      .toBuffer();
    expect(await difference(await bytesOf(wide), middle)).toBeLessThan(30);
  });

  it('[PC2] its file tells the strength and nothing of the source', async () => {
    const png = await bytesOf(await made({ ...panda, ...from(apple, 0.6) }));
    expect(readSettings(png)).toMatchObject({ prompt: 'a panda', strength: 0.6, seed: 3 });
    expect(readPngText(png).parameters).toContain('Denoising strength: 0.6');
    expect(png.includes(apple.id)).toBe(false);
  });

  it('[GN5, GN6] is cancelled within a step, and a retry begins from the same source', async () => {
    const { id } = await tab.request({ ...panda, steps: 100, width: 192, height: 192, ...from(apple, 1) });
    await tab.event('generation:progressed', ({ generationId }) => generationId === id);
    await tab.act('generation:cancel', id);
    const cancelled = await tab.ended(id, 'generation:cancelled');
    await expectNothing(cluster.data, cancelled);
    await tab.act('generation:retry', id);
    const done = await tab.ended(id, 'generation:finished', undefined, cancelled.revision + 1);
    expect(done).toMatchObject({ strength: 1, source: { generationId: apple.id } });
    await expectWhole(cluster.data, done);
  });

  it('[BD3] a source that went away before its turn is said so, and nothing is stored', async () => {
    const source = await made({ seed: 1 });
    const blocker = await tab.request({ steps: 100, width: 192, height: 192 });
    const { id } = await tab.request({ ...panda, ...from(source, 0.5) });
    await cluster.data.sql('DELETE FROM images WHERE generation_id = $1', [source.id]);
    await cluster.data.store.delete([objectKey(source.roomId, source.id, 0, 'original')]);
    const failed = await tab.ended(id, 'generation:failed');
    expect(failed.error).toMatchObject({ code: 'source_not_found' });
    await expectNothing(cluster.data, failed);
    await tab.ended(blocker.id);
  });
});

describe('a parent', () => {
  it('[BD1] is kept, and is told to everybody', async () => {
    const parent = { generationId: apple.id, index: 0 };
    const child = await made({ parent });
    expect(child).toMatchObject({ parent, source: null, strength: null });
    const { items } = await (await ada.fetch(`/api/rooms/${tab.room.slug}/gallery`)).json();
    expect(items[0].generation).toMatchObject({ id: child.id, parent, source: null });
  });

  it('[BD1] differs from the source where both are named: a variation of a picture that began from another', async () => {
    const first = await made({ ...panda, ...from(apple, 0.5) });
    const parent = { generationId: first.id, index: 0 };
    expect(await made({ ...panda, seed: null, ...from(apple, 0.5), parent })).toMatchObject({
      parent,
      source: { generationId: apple.id },
    });
  });

  it('[BD2, GN2] a repeated request is answered as before, though what it was made from is gone', async () => {
    const source = await made({});
    const request = prompt(tab.room.id, { ...from(source, 0.5) });
    const accepted = await tab.ask('generation:request', request);
    await tab.ended(accepted.id);
    await cluster.data.sql('DELETE FROM images WHERE generation_id = $1', [source.id]);
    expect(await tab.ask('generation:request', request)).toMatchObject({ id: request.id, parent: accepted.parent });
  });

  it.each([
    ['parent_not_found', () => ({ parent: { generationId: uuidv7(), index: 0 } })],
    ['parent_not_found', () => ({ parent: { generationId: apple.id, index: 3 } })],
    ['source_not_found', () => ({ source: { kind: 'picture', generationId: uuidv7(), index: 0 }, strength: 0.5 })],
    ['upload_not_found', () => ({ source: { kind: 'upload', uploadId: uuidv7() }, strength: 0.5 })],
    ['strength_invalid', () => ({ ...from(apple, 0.05) })],
    ['strength_invalid', () => ({ ...from(apple, 0.5), strength: null })],
    ['strength_invalid', () => ({ strength: 0.5 })],
    ['bad_request', () => ({ parent: { generationId: 'x', index: 0 } })],
  ] as [string, () => PromptChange][])('[BD2, AK2] what is not there is refused with %s, %o', async (code, change) => {
    const before = await cluster.data.sql('SELECT id FROM generations');
    await expect(tab.request(change())).rejects.toMatchObject({ error: { code, retryable: false } });
    expect(await cluster.data.sql('SELECT id FROM generations')).toHaveLength(before.length);
  });

  it('[BD2] a picture of another room does not exist here, not even for who is in both', async () => {
    const other = await ada.host('Another room');
    const ref = { generationId: apple.id, index: 0 };
    await expect(other.request({ parent: ref })).rejects.toMatchObject({ error: { code: 'parent_not_found' } });
    const asked = other.request({ source: { kind: 'picture', ...ref }, strength: 0.5 });
    await expect(asked).rejects.toMatchObject({ error: { code: 'source_not_found' } });
  });
});
