import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 0 });
});
afterAll(() => cluster?.stop());

const shows = (tab: RoomTab, ids: string[]) =>
  tab.until(
    () =>
      tab.feed.people
        .map(({ userId }) => userId)
        .sort()
        .join() === ids.toSorted().join() || undefined,
    `${ids.length} people`,
  );

it('[RM4] people whom nobody could vouch for, because Redis hung, are here again for everybody once it goes on', async () => {
  const [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
  const adas = await ada.host();
  const bens = await ben.openRoom(adas.room);
  const both = [ada.user.id, ben.user.id].sort();
  await Promise.all([shows(adas, both), shows(bens, both)]);
  const redis = createClient({ url: cluster.data.env.REDIS_URL });
  await redis.connect();
  // As if Ada's gateway had been the first to get through: it takes Ben for gone, and tells so when the next person comes.
  const key = `darkroom:presence:${adas.room.id}`;
  const [bensEntry = ''] = (await redis.zRange(key, 0, -1)).filter((entry) => entry.startsWith(ben.user.id));
  await redis.zRem(key, bensEntry);
  redis.destroy();
  const cleo = await Person.enter(cluster.gateway, 'Cleo');
  await cleo.openRoom(adas.room);
  const told = (tab: RoomTab) =>
    tab.event('presence:changed', ({ people }) => people.some(({ userId }) => userId === cleo.user.id));
  await Promise.all([told(adas), told(bens)]);
  cleo.leave();
  await shows(adas, both);
  await shows(bens, both);
});

describe('[RM4] a connection that ends', () => {
  let ada: Person;
  let ben: Person;
  let adas: RoomTab;
  let bens: RoomTab;

  beforeEach(async () => {
    [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
    adas = await ada.host();
    bens = await ben.openRoom(adas.room);
    await shows(adas, [ada.user.id, ben.user.id]);
  });

  /** As when the network fails or a proxy goes: no word of goodbye. Nobody connects again by themselves. */
  const breakOff = () => {
    bens.socket.io.reconnection(false);
    bens.socket.io.engine.close();
  };
  /** Lists of who is here that Ada was told, and in which Ben is not. The same list twice is no flicker. */
  const withoutBen = () =>
    adas.all('presence:changed').filter(({ people }) => people.every(({ userId }) => userId !== ben.user.id)).length;

  it('because its page was closed takes its person away within 5 s', async () => {
    const closedAtMs = Date.now();
    bens.close();
    await shows(adas, [ada.user.id]);
    expect(Date.now() - closedAtMs).toBeLessThan(5_000);
  });

  it('and another that begins at once, as when a page is loaded again, is no news', async () => {
    const before = withoutBen();
    bens.close();
    const again = await ben.openRoom(adas.room, cluster.gateway);
    // Longer than a closed page takes to be gone.
    await sleep(5_000);
    expect(withoutBen()).toBe(before);
    again.close();
    await shows(adas, [ada.user.id]);
  });

  it('because the network failed for 10 s is no news', async () => {
    const before = withoutBen();
    breakOff();
    await sleep(10_000);
    bens.socket.connect();
    await bens.live();
    // Until the broken connection would have been given up.
    await sleep(5_000);
    expect(withoutBen()).toBe(before);
    expect(adas.feed.people).toHaveLength(2);
  });

  it('because the network failed for good takes its person away within 20 s', async () => {
    const brokenAtMs = Date.now();
    breakOff();
    await shows(adas, [ada.user.id]);
    expect(Date.now() - brokenAtMs).toBeGreaterThan(10_000);
    expect(Date.now() - brokenAtMs).toBeLessThan(20_000);
  });

  it('because its gateway stops in order is no news: its person is at another one', async () => {
    const before = withoutBen();
    await cluster.gatewayAt(1).process.stop();
    const again = await ben.openRoom(adas.room, cluster.gateway);
    await sleep(15_000);
    expect(withoutBen()).toBe(before);
    again.close();
    await cluster.gatewayAt(1).process.start();
  });
});
