/** A departure that is broken off anywhere goes on when there is a worker again. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { json, Person } from '../support/person.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start();
});
afterAll(async () => {
  await cluster?.stop();
});

const everything = async () => {
  const keys: string[] = [];
  for await (const key of cluster.data.store.list('rooms/')) keys.push(key);
  return keys;
};

it.each([
  ['before anything was done', []],
  ['with the pictures’ rows gone and their objects there', ['DELETE FROM images']],
  ['with the room left and all else there', ['DELETE FROM memberships']],
  ['with the prompts gone', ['DELETE FROM images', 'DELETE FROM generations']],
])('[MD4] broken off %s, it comes to the same end', async (name, done) => {
  const ben = await Person.enter(cluster.gateway, 'Ben');
  const tab = await ben.host();
  const { id } = await tab.request({ count: 2 });
  await tab.ended(id);
  expect(await everything()).toHaveLength(4);
  // The power is gone before a worker sees it.
  await cluster.worker.kill();
  expect((await ben.fetch('/api/me', json('DELETE', { pictures: 'delete', name: 'Ben' }))).status).toBe(202);
  for (const step of done) await cluster.data.sql(step);
  if (name === 'with the prompts gone') await cluster.data.store.delete(await everything());
  expect(await cluster.data.sql('SELECT 1 FROM departures')).toHaveLength(1);
  cluster.workers.splice(0);
  await cluster.addWorker();
  const isDone = async () => {
    const left = await cluster.data.sql(
      'SELECT id FROM users UNION ALL SELECT id FROM rooms UNION ALL SELECT id FROM generations',
    );
    return left.length === 0 && (await everything()).length === 0 ? true : undefined;
  };
  await poll(isDone, { what: 'the end of the departure', timeoutMs: 60_000 });
  ben.leave();
});
