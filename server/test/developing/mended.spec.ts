/** Rows, jobs and objects, set at odds by hand: the reconcilers mend all five kinds and count them in the worker's metrics. */
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import type { MendedKind } from '../../src/developing/mended.ts';
import { objectKey } from '../../src/storage/object-keys.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { freePort } from '../support/free-port.ts';
import { Person } from '../support/person.ts';
import { expectWhole } from '../support/pictures.ts';
import { prompt, SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

const TOKEN = 'a-token-of-the-tests-alone';

let cluster: Cluster;
let tab: RoomTab;
let metricsUrl: string;

beforeAll(async () => {
  cluster = await Cluster.start({ workers: 0, env: { METRICS_TOKEN: TOKEN } });
});
beforeEach(async () => {
  tab = await (await Person.enter(cluster.gateway)).host();
});
afterEach(async () => {
  for (const worker of cluster.workers.splice(0)) await worker.kill();
});
afterAll(() => cluster?.stop());

/** With a first round of both reconcilers, whenever the last one was. */
async function startWorker(): Promise<void> {
  await redis((client) => client.del(['darkroom:round:jobs', 'darkroom:round:bucket']));
  const port = await freePort();
  metricsUrl = `http://127.0.0.1:${port}/api/metrics`;
  await cluster.addWorker({ WORKER_METRICS_PORT: String(port) });
}

const redisClient = () => createClient({ url: cluster.data.env.REDIS_URL });

async function redis(work: (client: ReturnType<typeof redisClient>) => Promise<unknown>): Promise<void> {
  const client = redisClient();
  await client.connect();
  await work(client);
  client.destroy();
}

/** At least so many: a worker that a test before killed may have left a job that had ended, too. */
const mended = (kind: MendedKind, least: number) =>
  poll(
    async () => {
      const answer = await fetch(metricsUrl, { headers: { authorization: `Bearer ${TOKEN}` } });
      const [, count] = (await answer.text()).match(new RegExp(`mended_total\\{kind="${kind}"\\} (\\d+)`)) ?? [];
      return Number(count) >= least || undefined;
    },
    { what: `${least} of ${kind}`, timeoutMs: DEADLINE_MS },
  );

it('[GN1] a row that waits without a job gets one', async () => {
  const { id } = await tab.request();
  await redis((client) => client.flushDb());
  await startWorker();
  await mended('queued_without_job', 1);
  await expectWhole(cluster.data, await tab.ended(id));
});

it('[GN1, RC6] a job whose row has ended is removed, and the room hears of the end that it was not told', async () => {
  const first = await tab.request({ ...SLOW });
  const second = await tab.request();
  await cluster.data.sql(`UPDATE generations SET status = 'cancelled', revision = revision + 1 WHERE id = $1`, [
    second.id,
  ]);
  await startWorker();
  await mended('job_without_row', 1);
  await tab.ended(second.id, 'generation:cancelled');
  await tab.ended(first.id);
});

it('[GN1] a row that develops while no worker has it goes on', async () => {
  const doomed = await cluster.addWorker();
  const { id } = await tab.request({ ...SLOW });
  await tab.event('generation:progressed');
  await doomed.kill();
  await startWorker();
  await mended('developing_without_worker', 1);
  await expectWhole(cluster.data, await tab.ended(id));
});

it('[GN1] pictures without an object are made again, and objects without a row removed', async () => {
  await cluster.addWorker();
  const { id } = await tab.request();
  const done = await tab.ended(id);
  const { store } = cluster.data;
  await store.delete([objectKey(done.roomId, id, 0, 'original')]);
  const nobodys = objectKey(done.roomId, prompt(done.roomId).id, 0, 'original');
  await store.put(nobodys, Buffer.from('x'), { contentType: 'image/png' });
  await cluster.worker.stop();
  await startWorker();
  await mended('row_without_object', 1);
  await mended('object_without_row', 1);
  await expectWhole(cluster.data, await tab.ended(id, 'generation:finished', DEADLINE_MS, done.revision));
});
