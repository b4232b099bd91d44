/** [AK5] With the limits that everybody has: one person floods, and another hardly notices. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectWell, sendRandom } from '../fuzz/senders.ts';
import { Cluster } from '../support/cluster.ts';
import { FUZZ } from '../support/fuzz.ts';
import { Person } from '../support/person.ts';
import { prompt } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

const PER_SECOND = 500;
const FLOOD_MS = 4_000;
const EVERY_MS = 50;
/** What a person may wait for an ack; on a machine that does other things too, four times what it takes without the flood. */
const GOAL_MS = 100;
const FACTOR = 4;
const RANDOM = 3_000;

let cluster: Cluster;
const people: Person[] = [];

beforeAll(async () => {
  cluster = await Cluster.start({ workers: 0 });
});
afterAll(async () => {
  for (const person of people) person.leave();
  await cluster?.stop();
});

async function enter(name: string): Promise<RoomTab> {
  const person = await Person.enter(cluster.gateway, name);
  people.push(person);
  return person.host();
}

/** The 95th percentile of the time to an ack, of one prompt after the other. */
async function ackP95(tab: RoomTab, forMs: number): Promise<number> {
  const took: number[] = [];
  for (const untilMs = Date.now() + forMs; Date.now() < untilMs; await sleep(EVERY_MS)) {
    const startedAt = performance.now();
    await tab.request();
    took.push(performance.now() - startedAt);
  }
  return took.sort((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? Number.POSITIVE_INFINITY;
}

it('[AK5] 500 prompts a second of one person leave another person their acks, and few of them cost a row', async () => {
  const [calm, other, loud] = [await enter('Calm'), await enter('Other'), await enter('Loud')];
  const withoutMs = await ackP95(calm, FLOOD_MS);
  const answers: Promise<string>[] = [];
  const submit = async () => {
    const answer = await loud.send('generation:request', prompt(loud.room.id));
    return answer.ok ? 'ok' : answer.error.code;
  };
  const flood = setInterval(() => {
    for (let n = 0; n < PER_SECOND / 50; n++) answers.push(submit().catch(String));
  }, 1000 / 50);
  const withMs = await ackP95(other, FLOOD_MS).finally(() => clearInterval(flood));
  const codes = await Promise.all(answers);
  const limited = codes.filter((code) => code === 'rate_limited').length;
  console.log(
    `ack p95 ${withMs.toFixed(1)} ms during the flood, ${withoutMs.toFixed(1)} ms before; ${limited} of ${codes.length} refused`,
  );
  expect(new Set(codes)).toEqual(new Set(['ok', 'queue_full', 'rate_limited']));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(100);
  expect(withMs).toBeLessThanOrEqual(Math.max(GOAL_MS, FACTOR * withoutMs));
});

it("[AK1, AK5] random messages, most of them above the limits, leave the gateway alive and at everybody's service", async () => {
  const { gateway } = cluster;
  const { pid } = gateway.process;
  console.log(`seed ${FUZZ.seed}`);
  const { sent } = await sendRandom(gateway, RANDOM, FUZZ.seed);
  expect(sent).toBeGreaterThanOrEqual(RANDOM);
  await expectWell(gateway, pid);
});
