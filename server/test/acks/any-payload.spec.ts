/** [AK1] as a property: any JSON, and any valid payload with something else in one of its fields. */
import { COMMANDS, type Command } from '@darkroom/protocol';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { prompt } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

const RUNS = 150;

let cluster: Cluster;
let ada: Person;
let tab: RoomTab;
let acks: Map<string, number>;

beforeAll(async () => {
  // It asks for more than a person may.
  const much = '1000000/1';
  const env = { LIMIT_JOINS: much, LIMIT_SUBMITS: much, LIMIT_COMMANDS: much };
  cluster = await Cluster.start({ workers: 0, env });
  ada = await Person.enter(cluster.gateway, 'Ada');
  tab = await ada.host();
  acks = countAcks(tab);
});
afterAll(async () => {
  ada?.leave();
  await cluster?.stop();
});

/** Acks by their number, as they arrive on the wire: the client itself would hide a second one. */
function countAcks({ socket }: RoomTab): Map<string, number> {
  const counts = new Map<string, number>();
  socket.io.engine.on('message', (message: unknown) => {
    const id = /^(?:3|6\d+-)(\d+)\[/.exec(String(message))?.[1];
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  });
  return counts;
}

const valid: Record<Command, () => Record<string, unknown>> = {
  'room:join': () => ({ slug: tab.room.slug }),
  'room:leave': () => ({ roomId: uuidv7() }),
  'room:rename': () => ({ roomId: tab.room.id, name: 'x' }),
  'generation:request': () => ({ ...prompt(tab.room.id) }),
  'generation:cancel': () => ({ roomId: tab.room.id, generationId: uuidv7() }),
  'generation:retry': () => ({ roomId: tab.room.id, generationId: uuidv7() }),
  'generation:dismiss': () => ({ roomId: tab.room.id, generationId: uuidv7() }),
};

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.double(),
  fc.maxSafeInteger(),
);

describe('[AK1] any payload gets exactly one ack, and never an internal error', () => {
  it.each(Object.keys(COMMANDS) as Command[])('%s', async (command) => {
    const spoilt = fc
      .tuple(fc.constantFrom(...Object.keys(valid[command]())), anyValue)
      .map(([field, value]) => ({ ...valid[command](), [field]: value }));
    const payload = fc.oneof({ arbitrary: spoilt, weight: 3 }, { arbitrary: anyValue, weight: 1 });
    const property = fc.asyncProperty(payload, async (anything) => {
      acks.clear();
      const answer = await tab.send(command, anything);
      // Answers keep their order: a second ack to the first would be here before the ack to this one.
      await tab.send('room:leave', {});
      expect([...acks.values()]).toEqual([1, 1]);
      if (answer.ok) return;
      expect(answer.error.code).not.toBe('internal');
      expect(answer.error.message).not.toBe('');
    });
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
    expect(tab.socket.connected).toBe(true);
  });

  it('[AK2] and only what was acknowledged is stored', async () => {
    const [row] = await cluster.data.sql('SELECT count(*)::int AS count FROM generations');
    const { generations } = await tab.ask('room:join', { slug: tab.room.slug });
    expect(row).toEqual({ count: generations.length });
  });
});
