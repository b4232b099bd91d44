/** [AK1, AK3] A gateway under random messages, well-formed and not: it goes on, answers everybody else, and does not grow. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { objectKey } from '../../src/storage/object-keys.ts';
import { sha256 } from '../../src/storage/sha256.ts';
import { Cluster } from '../support/cluster.ts';
import { FUZZ } from '../support/fuzz.ts';
import { Person } from '../support/person.ts';
import { temporaryHome } from '../support/temporary-home.ts';
import { documentOf, schemathesis } from './schemathesis.ts';
import { expectWell, sendRandom } from './senders.ts';

const TIMEOUT_MS = 900_000;
/** The same requests each time, for what they take is known; the messages below differ from run to run. */
const API_SEED = 20_261_125;
/** A heap that was never used grows at first whatever happens: what comes after is measured. */
const WARM_UP = 2_000;
/** What V8 lets lie between two collections; two kilobytes lost with each of 100,000 messages are more. */
const MAX_GROWTH_MB = 120;
/** A heap that V8 has to keep small: what lies in it is in use, and a gateway that forgets to let go dies of it. Megabytes. */
const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=192 --max-semi-space-size=8', MALLOC_ARENA_MAX: '2' };

const home = temporaryHome();
let cluster: Cluster;
let ada: Person;
let ben: Person;

beforeAll(async () => {
  const names = [
    'LIMIT_JOINS',
    'LIMIT_SUBMITS',
    'LIMIT_COMMANDS',
    'LIMIT_SHOWS',
    'LIMIT_TYPING',
    'LIMIT_UPLOADS',
    'LIMIT_SESSIONS',
    'LIMIT_ROOMS',
  ];
  const env = Object.fromEntries(names.map((name) => [name, '1000000/1']));
  cluster = await Cluster.start({ workers: 0, env: { ...env, ...SMALL_HEAP } });
  ada = await Person.enter(cluster.gateway, 'Ada');
  ben = await Person.enter(cluster.gateway, 'Ben');
});
afterAll(async () => {
  ada?.leave();
  await cluster?.stop();
  home.remove();
});

/** A picture in a room of Ada's, as a worker would have left it. */
async function storedPicture() {
  const tab = await ada.host();
  const { id, roomId } = await tab.request();
  const bytes = Buffer.alloc(5_000, 7);
  const keys = [objectKey(roomId, id, 0, 'original'), objectKey(roomId, id, 0, 'thumbnail')] as const;
  for (const key of keys) await cluster.data.store.put(key, bytes, { contentType: 'image/png' });
  await cluster.data.sql(
    `INSERT INTO images (generation_id, index, room_id, object_key, thumbnail_key, width, height, bytes, sha256, seed, placeholder)
     VALUES ($1, 0, $2, $3, $4, 64, 64, $5, $6, 1, '')`,
    [id, roomId, ...keys, bytes.length, sha256(bytes)],
  );
  return { slug: tab.room.slug, generationId: id };
}

it('[AK3] whatever is sent to the API, by its document or against it, no answer is a 5xx', async () => {
  const { url, process } = cluster.gateway;
  const document = await documentOf(ada, await storedPicture(), home.path);
  // Signing out is left to somebody who is not needed any more.
  const outcomes = await Promise.all([
    schemathesis(document, url, ada.cookie, API_SEED, '--exclude-method', 'DELETE'),
    schemathesis(document, url, ben.cookie, API_SEED, '--include-method', 'DELETE'),
  ]);
  for (const { status, output } of outcomes) {
    console.log(/^.*\d+ generated.*$/m.exec(output)?.[0]);
    expect(status, output).toBe(0);
  }
  expect((await ada.fetch('/api/session')).status).toBe(200);
  await expectWell(cluster.gateway, process.pid);
});

it('[AK1] what is no Socket.IO at all gets an answer below 500', async () => {
  const { url, process } = cluster.gateway;
  const text = fc.oneof(fc.constantFrom('4', '3', 'polling', 'websocket', '__proto__'), fc.string({ maxLength: 20 }));
  const request = fc.record({
    query: fc.dictionary(fc.constantFrom('EIO', 'transport', 'sid', 'j', 't', 'b64'), text),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'DELETE'),
    body: fc.uint8Array({ maxLength: 200 }),
    path: fc.constantFrom('/socket.io/', '/socket.io', '/socket.io//', '/socket.io/%00', '/socket.io/../api/session'),
  });
  const property = fc.asyncProperty(request, async ({ query, method, body, path }) => {
    const answer = await fetch(`${url}${path}?${new URLSearchParams(query)}`, {
      method,
      body: method === 'GET' ? undefined : Buffer.from(body),
      // A poll that is taken up waits for news.
      signal: AbortSignal.timeout(15_000),
    });
    await answer.arrayBuffer();
    expect(answer.status).toBeLessThan(500);
  });
  await fc.assert(property, { numRuns: 300, seed: FUZZ.seed, endOnFailure: true });
  await expectWell(cluster.gateway, process.pid);
});

it(
  `[AK1] ${FUZZ.messages} random messages leave the gateway alive, no larger, and at everybody's service`,
  async () => {
    const { gateway } = cluster;
    const { pid } = gateway.process;
    console.log(`seed ${FUZZ.seed}`);
    await sendRandom(gateway, WARM_UP, FUZZ.seed + 500_000);
    const beforeMb = gateway.process.megabytes();
    const startedAt = performance.now();
    const { sent, closed } = await sendRandom(gateway, FUZZ.messages, FUZZ.seed);
    const seconds = (performance.now() - startedAt) / 1000;
    const afterMb = gateway.process.megabytes();
    console.log(
      `${sent} messages in ${seconds.toFixed(1)} s, ${closed} connections closed; memory ${beforeMb} MB, then ${afterMb} MB`,
    );
    expect(sent).toBeGreaterThanOrEqual(FUZZ.messages);
    expect(afterMb - beforeMb).toBeLessThan(MAX_GROWTH_MB);
    await expectWell(gateway, pid);
  },
  TIMEOUT_MS,
);
