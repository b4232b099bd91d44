/** [AK1, AK2] as properties: any JSON and bytes, and valid payloads with something else in one place. A failure names its seed. */
import { COMMANDS, type Command, ERRORS, ErrorCode } from '@darkroom/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fields, nearly, validPayloads, wireValue } from '../../../protocol/test/payloads.ts';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';

const RUNS = 150;

let cluster: Cluster;
let ada: Person;
let tab: RoomTab;
let acks: Map<string, number>;
let valid: Record<Command, fc.Arbitrary<Fields>>;
const asked = new Set<string>();

beforeAll(async () => {
  // It asks for more than a person may.
  const much = '1000000/1';
  const env = { LIMIT_JOINS: much, LIMIT_SUBMITS: much, LIMIT_COMMANDS: much, LIMIT_SHOWS: much, LIMIT_TYPING: much };
  cluster = await Cluster.start({ workers: 0, env });
  ada = await Person.enter(cluster.gateway, 'Ada');
  tab = await ada.host();
  valid = validPayloads(tab.room);
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

const TABLES = ['users', 'sessions', 'rooms', 'memberships', 'generations', 'images', 'drafts'];
/** Every row there is, in a few characters. */
async function stored(): Promise<unknown> {
  const digests = TABLES.map(
    (table) => `(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM ${table} t) AS ${table}`,
  );
  return cluster.data.sql(`SELECT ${digests.join(', ')}`);
}

describe('[AK1, AK2] any payload gets exactly one ack, never an internal error, and what is refused changes nothing', () => {
  it.each(Object.keys(COMMANDS) as Command[])('%s', async (command) => {
    const payload = fc.oneof(
      { arbitrary: nearly(valid[command]), weight: 4 },
      { arbitrary: wireValue, weight: 1 },
      { arbitrary: valid[command], weight: 1 },
    );
    let before = await stored();
    const property = fc.asyncProperty(payload, async (anything) => {
      acks.clear();
      const answer = await tab.send(command, anything);
      // Answers keep their order: a second ack to the first would be here before the ack to this one.
      await tab.send('room:leave', {});
      expect([...acks.values()]).toEqual([1, 1]);
      const after = await stored();
      if (!answer.ok) {
        const { status, retryable } = ERRORS[ErrorCode.parse(answer.error.code)];
        expect(status).toBeLessThan(500);
        expect(answer.error).toMatchObject({ retryable, message: expect.stringMatching(/\w/) });
        expect(after).toEqual(before);
      } else if (command === 'generation:request') asked.add((answer.data as { id: string }).id);
      before = after;
    });
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
    expect(tab.socket.connected).toBe(true);
  });

  it('and what was acknowledged is stored, once', async () => {
    const rows = await cluster.data.sql<{ id: string }>('SELECT id FROM generations');
    expect(asked.size).toBeGreaterThan(0);
    expect(rows.map(({ id }) => id).sort()).toEqual([...asked].sort());
  });
});
