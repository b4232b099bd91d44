import { createClient } from 'redis';
import { afterAll, beforeAll, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 0 });
});
afterAll(() => cluster?.stop());

it('[RM4] people whom nobody could vouch for, because Redis hung, are here again for everybody once it goes on', async () => {
  const [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
  const adas = await ada.host();
  const bens = await ben.openRoom(adas.room);
  const both = [ada.user.id, ben.user.id].sort();
  const shows = (tab: RoomTab, ids: string[]) =>
    tab.until(
      () =>
        tab.feed.people
          .map(({ userId }) => userId)
          .sort()
          .join() === ids.join() || undefined,
      `${ids.length} people`,
    );
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
