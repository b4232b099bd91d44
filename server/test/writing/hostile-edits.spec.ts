/** Edits that no page would send. */
import { MAX_DRAFT_LENGTH, MAX_UPDATE_BYTES } from '@darkroom/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { OUTGROWN } from '../../src/writing/shared-text.ts';
import { Cluster } from '../support/cluster.ts';
import { FUZZ } from '../support/fuzz.ts';
import { Person } from '../support/person.ts';
import { Writer } from '../support/writer.ts';

let cluster: Cluster;
let ada: Person;
let writer: Writer;

beforeAll(async () => {
  cluster = await Cluster.start({ workers: 0, env: { LIMIT_TYPING: '1000000/1', LIMIT_COMMANDS: '1000000/1' } });
  ada = await Person.enter(cluster.gateway, 'Ada');
  writer = await Writer.open(await ada.host());
  writer.write(0, 'a red apple');
  await writer.sent();
});
afterAll(async () => {
  ada?.leave();
  await cluster?.stop();
});

const row = async () => {
  const [found] = await cluster.data.sql<{ digest: string; revision: number; bytes: number }>(
    'SELECT md5(state) AS digest, revision, length(state) AS bytes FROM drafts WHERE room_id = $1',
    [writer.roomId],
  );
  return found;
};
const send = (update: Uint8Array, epoch = writer.epoch) =>
  writer.tab.send('draft:edit', { roomId: writer.roomId, epoch, update });

/** What a document holds after `change`, as an update. */
function updateOf(change: (doc: Y.Doc) => void, from?: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  if (from) Y.applyUpdate(doc, from);
  const before = Y.encodeStateVector(doc);
  change(doc);
  return Y.encodeStateAsUpdate(doc, before);
}
/** The second of two edits, without the first. */
function severed(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('prompt').insert(0, 'first');
  const before = Y.encodeStateVector(doc);
  doc.getText('prompt').insert(5, 'second');
  return Y.encodeStateAsUpdate(doc, before);
}
const PICTURE = new Uint8Array([1, 2, 3]);

describe('[WR5] an edit that is none is refused and stores nothing', () => {
  const edits: [string, string, () => Uint8Array][] = [
    ['bytes without a meaning', 'draft_invalid', () => new Uint8Array([200, 201, 202])],
    ['nothing at all', 'draft_invalid', () => new Uint8Array()],
    [
      'three thousand million edits in five bytes',
      'draft_invalid',
      () => new Uint8Array([1, 255, 255, 255, 255, 11, 1, 0]),
    ],
    ['another text beside it', 'draft_invalid', () => updateOf((doc) => doc.getText('other').insert(0, 'x'))],
    ['a map beside it', 'draft_invalid', () => updateOf((doc) => doc.getMap('other').set('a', 1))],
    [
      'a mark in the text',
      'draft_invalid',
      () => updateOf((doc) => doc.getText('prompt').insert(0, 'x', { bold: true })),
    ],
    ['an object in the text', 'draft_invalid', () => updateOf((doc) => doc.getText('prompt').insertEmbed(0, { a: 1 }))],
    ['a property of the text', 'draft_invalid', () => updateOf((doc) => doc.getText('prompt').setAttribute('a', 'b'))],
    [
      'bytes in a list of that name',
      'draft_invalid',
      () => updateOf((doc) => doc.getArray('prompt').insert(0, [PICTURE])),
    ],
    ['an edit of what is not there', 'draft_invalid', severed],
    ['too much at once', 'draft_invalid', () => new Uint8Array(MAX_UPDATE_BYTES + 1)],
    [
      'a text that is too long',
      'draft_full',
      () => updateOf((doc) => doc.getText('prompt').insert(0, 'x'.repeat(MAX_DRAFT_LENGTH))),
    ],
    [
      'more edits than a page makes',
      'draft_invalid',
      () =>
        updateOf((doc) => {
          for (let n = 0; n < 2_100; n++) doc.getText('prompt').insert(0, 'x');
        }),
    ],
  ];
  it.each(edits)('%s: %s', async (_, code, make) => {
    const before = await row();
    expect(await send(make())).toMatchObject({ ok: false, error: { code, retryable: false } });
    expect(await row()).toEqual(before);
  });

  it('any bytes, and an edit with other bytes in it', async () => {
    const good = updateOf((doc) => doc.getText('prompt').insert(0, 'pear'));
    const spoilt = fc
      .array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 })
      .map((changes) => changes.reduce((bytes, [at, by]) => bytes.with(at, by), good));
    const property = fc.asyncProperty(fc.oneof(spoilt, fc.uint8Array({ maxLength: 200 })), async (update) => {
      const before = await row();
      const answer = await send(update);
      if (answer.ok) return;
      expect(answer.error.code).toMatch(/^draft_(invalid|full)$/);
      expect(await row()).toEqual(before);
    });
    await fc.assert(property, { numRuns: 500, seed: FUZZ.seed, endOnFailure: true });
    const opened = await Writer.open(await ada.openRoom(writer.tab.room));
    expect(opened.text, 'what is there can be read').toContain('apple');
  });

  it('no state of a draft: draft_invalid', async () => {
    const stateVector = new Uint8Array([255, 255, 255]);
    const answer = await writer.tab.send('draft:open', { roomId: writer.roomId, epoch: writer.epoch, stateVector });
    expect(answer).toMatchObject({ ok: false, error: { code: 'draft_invalid' } });
  });
});

describe('[WR6] when the history has outgrown the text', () => {
  it('the text stays, its past goes, and edits of the old one are refused until it is opened again', async () => {
    const other = await Writer.open(await ada.openRoom(writer.tab.room));
    const text = other.text;
    const tooMany = Math.ceil(OUTGROWN.browsers / 100) + 1;
    for (let batch = 0; batch < tooMany; batch++) {
      const updates = Array.from({ length: 100 }, () =>
        updateOf((doc) => {
          doc.getText('prompt').insert(0, 'x');
          doc.getText('prompt').delete(0, 1);
        }),
      );
      await send(Y.mergeUpdates(updates), other.epoch);
    }
    const renewed = await writer.tab.event('draft:edited', ({ epoch }) => epoch === other.epoch + 1);
    expect((await row())?.bytes).toBeLessThan(2 * text.length + 1_000);
    const late = await send(
      updateOf((doc) => doc.getText('prompt').insert(0, 'late')),
      other.epoch,
    );
    expect(late).toMatchObject({ ok: false, error: { code: 'draft_renewed', retryable: false } });

    const doc = new Y.Doc();
    Y.applyUpdate(doc, renewed.update);
    expect(doc.getText('prompt').toString()).toBe(text);
    const opened = await Writer.open(await ada.openRoom(writer.tab.room));
    expect(opened.text).toBe(text);
  });
});
