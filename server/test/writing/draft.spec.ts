/** Several people in one text, on two gateways. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';
import { Writer } from '../support/writer.ts';

let cluster: Cluster;
let ada: Person;
let ben: Person;
let host: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 0, env: { LIMIT_TYPING: '1000000/1' } });
});
beforeEach(async () => {
  [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
  host = await ada.host();
});
afterEach(() => {
  ada.leave();
  ben.leave();
});
afterAll(() => cluster?.stop());

/** The text that the row holds. */
async function stored(): Promise<string> {
  const [row] = await cluster.data.sql<{ state: Buffer }>('SELECT state FROM drafts WHERE room_id = $1', [
    host.room.id,
  ]);
  const doc = new Y.Doc();
  if (row) Y.applyUpdate(doc, row.state);
  return doc.getText('prompt').toString();
}

/** Waits until everything that was sent has arrived everywhere. */
async function agree(...writers: Writer[]): Promise<string> {
  await Promise.all(writers.map((writer) => writer.sent()));
  const text = await stored();
  const ask = () => {
    for (const writer of writers) expect(writer.text).toBe(text);
    return true;
  };
  await poll(ask, { what: 'agreement', timeoutMs: DEADLINE_MS, everyMs: 10 });
  return text;
}

const bothWriters = async () => [await Writer.open(host), await Writer.open(await ben.openRoom(host.room))] as const;

describe('[WR1] two gateways serve one text', () => {
  it('what one writes the other has, and who comes later, and the row', async () => {
    const [adas, bens] = await bothWriters();
    adas.write(0, 'a boat');
    await agree(adas, bens);
    bens.write(2, 'paper ');
    adas.write(100, ' in the rain');
    expect(await agree(adas, bens)).toBe('a paper boat in the rain');
    const late = await Writer.open(await ben.openRoom(host.room, cluster.gateway));
    expect(late.text).toBe(adas.text);
  });

  it('whatever both write and erase at once, at the same places, both and the row come to the same', async () => {
    const [adas, bens] = await bothWriters();
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((it) => it.isWellFormed());
    const edit = fc.record({ isAda: fc.boolean(), at: fc.nat({ max: 60 }), word, erased: fc.nat({ max: 4 }) });
    const property = fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 25 }), async (edits) => {
      for (const { isAda, at, word, erased } of edits) {
        const writer = isAda ? adas : bens;
        writer.write(at, word);
        writer.erase(at + word.length, erased);
      }
      await agree(adas, bens);
    });
    await fc.assert(property, { numRuns: 25, endOnFailure: true });
    const revisions = host.all('draft:edited').map(({ revision }) => revision);
    expect(revisions.length).toBeGreaterThan(50);
    expect(
      revisions.toSorted((a, b) => a - b),
      '[WR4] counted without gaps',
    ).toEqual(revisions.map((_, n) => n + 1));
  });

  it('an edit that comes twice, or that all have already, does nothing more', async () => {
    const [adas, bens] = await bothWriters();
    adas.write(0, 'an owl');
    await agree(adas, bens);
    const update = Y.encodeStateAsUpdate(adas.doc);
    const repeat = (writer: Writer) => writer.tab.ask('draft:edit', { roomId: host.room.id, epoch: 0, update });
    await Promise.all([repeat(adas), repeat(adas), repeat(bens)]);
    expect(await agree(adas, bens)).toBe('an owl');
  });
});

describe('[WR3] being away', () => {
  it('what both wrote meanwhile merges on return', async () => {
    const [adas, bens] = await bothWriters();
    adas.write(0, 'a cat sleeps');
    await agree(adas, bens);
    bens.goOffline();
    bens.tab.close();
    bens.write(2, 'black ');
    adas.erase(5, 7);
    adas.write(5, ' wakes');
    await adas.sent();
    expect(await stored()).toBe('a cat wakes');
    bens.tab.socket.connect();
    await bens.tab.live();
    await bens.open();
    expect(await agree(adas, bens)).toBe('a black cat wakes');
  });
});

it('[WR2] what was acknowledged is there after every process was killed and started again', async () => {
  const [adas, bens] = await bothWriters();
  adas.write(0, 'kept');
  bens.write(0, 'well ');
  const text = await agree(adas, bens);
  await Promise.all(cluster.gateways.map(({ process }) => process.kill()));
  await Promise.all(cluster.gateways.map(({ process }) => process.start()));
  await host.live();
  const late = await Writer.open(await ben.openRoom(host.room));
  expect(late.text).toBe(text);
});

it('[RM3] the text of a room that one has not joined is not to be had', async () => {
  const eve = await Person.enter(cluster.gateway, 'Eve');
  const connection = await eve.connect();
  const roomId = host.room.id;
  const asked = [
    await connection.send('draft:open', { roomId, epoch: null, stateVector: new Uint8Array([0]) }),
    await connection.send('draft:edit', { roomId, epoch: 0, update: new Uint8Array([0, 0]) }),
  ];
  for (const answer of asked) expect(answer).toMatchObject({ ok: false, error: { code: 'not_member' } });
  eve.leave();
});

it('[WR9] what somebody does is told to the room, under their own name alone', async () => {
  const bens = await ben.openRoom(host.room);
  const doing = { tab: 7, writes: true, caret: null, looksAt: null };
  await bens.ask('presence:show', { roomId: host.room.id, ...doing });
  expect(await host.event('presence:shown')).toEqual({ roomId: host.room.id, userId: ben.user.id, ...doing });
  const forged = await bens.send('presence:show', { roomId: host.room.id, ...doing, userId: ada.user.id });
  expect(forged).toMatchObject({ ok: false, error: { code: 'bad_request' } });
});
