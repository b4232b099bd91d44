/** What browsers know of a room: two gateways, people who come late, go away and come back. */
import { FACTS, type Generation, type Snapshot } from '@darkroom/protocol';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  emptyFeed,
  type FeedState,
  isLive,
  type NumberedFact,
  reduceFeed,
} from '../../../client/src/lib/feed/reducer.ts';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { Person } from '../support/person.ts';
import { SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let ada: Person;
let ben: Person;
let host: RoomTab;
let guest: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 1, seesCancelFlags: true });
});
beforeEach(async () => {
  [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
  host = await ada.host();
  guest = await ben.openRoom(host.room);
});
afterEach(() => {
  ada.leave();
  ben.leave();
});
afterAll(async () => {
  await cluster?.stop();
});

const factsOf = (tab: RoomTab, afterSeq = -1): NumberedFact[] =>
  tab.heard
    .filter(({ name }) => name in FACTS)
    .map(({ name, payload }) => ({ name, payload }) as NumberedFact)
    .filter(({ payload }) => payload.seq > afterSeq);

/** All that the page shows of the present, less what is measured in its own time. */
function shownBy({ feed }: { feed: FeedState }) {
  const { seq, room, people, models } = feed;
  const generations = Object.values(feed.generations).filter(isLive);
  const places = Object.entries(feed.places).map(([id, { place }]) => ({ id, place }));
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
  return { seq, room, people, models, generations: generations.toSorted(byId), places: places.toSorted(byId) };
}

/** Waits until everything that was sent has arrived: all show the same, and nothing is on its way any more. */
async function agree(...tabs: RoomTab[]): Promise<void> {
  const [first, ...others] = tabs;
  if (!first) throw new Error('Nobody to agree');
  const ask = () => {
    for (const other of others) expect(shownBy(other)).toEqual(shownBy(first));
    return true;
  };
  await poll(ask, { what: 'agreement', timeoutMs: DEADLINE_MS, everyMs: 20 });
}

/** A busy minute of a room: prompts from both, one given up, one refused, a new name. */
async function bustle(): Promise<Generation[]> {
  const asked = await Promise.all([host.request({ count: 2 }), guest.request(), host.request(), guest.request()]);
  await host.ask('room:rename', { roomId: host.room.id, name: `Room ${Math.random()}` });
  await guest.act('generation:cancel', asked[3]?.id ?? '');
  return asked;
}

const allEnded = (tab: RoomTab, asked: Generation[]) =>
  tab.until(() => {
    const names = ['generation:finished', 'generation:failed', 'generation:cancelled'] as const;
    const ended = names.flatMap((name) => tab.all(name).map(({ generation }) => generation.id));
    return asked.every(({ id }) => ended.includes(id)) || undefined;
  }, 'all ends');

describe('two gateways on one Redis serve one room', () => {
  it('[RC2] the same facts arrive on both, numbered without gaps', async () => {
    const [first, second] = [await ben.openRoom(host.room, cluster.gateway), await ben.openRoom(host.room)];
    const since = second.snapshot.seq;
    await allEnded(host, await bustle());
    await agree(first, second, host, guest);
    const facts = factsOf(first, since);
    expect(facts).toEqual(factsOf(second, since));
    const numbers = facts.map(({ payload }) => payload.seq);
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers).toEqual(numbers.map((_, i) => since + 1 + i));
    // In this order, too: nobody took one that came early for a gap and had to join again.
    for (const { snapshots } of [first, second, host, guest]) expect(snapshots).toHaveLength(1);
  });

  it('[RC3] each fact about a generation has a revision of its own; doubled and late ones do nothing', async () => {
    await allEnded(host, await bustle());
    const facts = factsOf(host, host.snapshot.seq);
    const about = facts.flatMap(({ payload }) => ('generation' in payload ? [payload.generation] : []));
    for (const { id } of about) {
      const revisions = about.filter((generation) => generation.id === id).map(({ revision }) => revision);
      expect(new Set(revisions).size).toBe(revisions.length);
    }
    const start = reduceFeed(emptyFeed, { type: 'snapshot', snapshot: host.snapshot, nowMs: 0 });
    const once = facts.reduce((state, fact) => reduceFeed(state, { type: 'fact', fact }), start);
    const twice = facts.flatMap((fact, i) => [fact, fact, ...facts.slice(0, i)]);
    const doubled = twice.reduce((state, fact) => reduceFeed(state, { type: 'fact', fact }), start);
    const late = about.reduce((state, generation) => reduceFeed(state, { type: 'answered', generation }), doubled);
    expect(late).toEqual(once);
  });

  it('[RC1] whoever joins in the middle of it misses nothing and sees nothing twice', async () => {
    const asked = bustle();
    const joiners: RoomTab[] = [];
    for (let i = 0; i < 12; i++) joiners.push(await ben.openRoom(host.room, cluster.gatewayAt(i % 2)));
    await allEnded(host, await asked);
    await agree(host, guest, ...joiners);
    // None of them had to join again.
    for (const { snapshots } of joiners) expect(snapshots).toHaveLength(1);
  });

  it('[RC1] a snapshot shows no older name of the room than the facts up to its number', async () => {
    const numberOf = ({ name }: { name: string }) => Number(/^Room (\d+)$/.exec(name)?.[1] ?? -1);
    const last = 99;
    const renaming = (async () => {
      for (let i = 0; i <= last; i++) await host.ask('room:rename', { roomId: host.room.id, name: `Room ${i}` });
    })();
    const snapshots: Snapshot[] = [];
    while (numberOf(host.feed.room ?? host.room) < last) {
      snapshots.push(await guest.ask('room:join', { slug: host.room.slug }));
    }
    await renaming;
    await agree(host, guest);
    for (const { seq, room } of snapshots) {
      const told = guest.all('room:changed').filter((fact) => fact.seq <= seq);
      expect(numberOf(room)).toBeGreaterThanOrEqual(Math.max(-1, ...told.map((fact) => numberOf(fact.room))));
    }
  });
});

describe('in the middle of a picture', () => {
  it('[RC4] a browser that joins sees how far it is, with the last preview', async () => {
    const asked = await host.request({ ...SLOW });
    const waiting = await guest.request();
    const isFar = ({ generationId, step }: { generationId: string; step: number }) =>
      generationId === asked.id && step >= 20;
    const before = await host.event('generation:progressed', isFar);
    const joiner = await ben.openRoom(host.room, cluster.gateway);
    const { generations, progress, models } = joiner.snapshot;
    expect(generations.map(({ id, status }) => [id, status])).toEqual([
      [asked.id, 'developing'],
      [waiting.id, 'queued'],
    ]);
    expect(progress).toMatchObject([{ generationId: asked.id, attempt: 1, index: 0, steps: SLOW.steps }]);
    expect(progress[0]?.step).toBeGreaterThanOrEqual(before.step);
    const preview = await sharp(progress[0]?.preview ?? undefined).metadata();
    expect(preview).toMatchObject({ format: progress[0]?.previewType?.replace('image/', '') });
    expect(models).toMatchObject([{ name: 'builtin', ready: true }]);
    await joiner.until(() => joiner.feed.places[waiting.id]?.place === 1 || undefined, 'the place in line');
    await host.act('generation:cancel', asked.id);
    await allEnded(joiner, [asked, waiting]);
  });
});

describe('being away', () => {
  it('[RC2] a browser that was offline ends field by field equal to one that stayed', async () => {
    const before = await bustle();
    guest.close();
    const meanwhile = [await host.request({ ...SLOW, count: 2, steps: 50 }), await host.request()];
    await allEnded(host, before);
    await host.ask('room:rename', { roomId: host.room.id, name: 'renamed meanwhile' });
    await host.fact('generation:started', meanwhile[0]?.id ?? '');
    guest.socket.connect();
    await guest.until(() => guest.feed.room?.name === 'renamed meanwhile' || undefined, 'the new name');
    await agree(host, guest);
    await allEnded(guest, meanwhile);
    await agree(host, guest);
    await host.emptyBoard();
    const [mine, theirs] = [
      await host.ask('room:join', { slug: host.room.slug }),
      await guest.ask('room:join', { slug: host.room.slug }),
    ];
    expect({ ...theirs, you: null }).toEqual({ ...mine, you: null });
    const gallery = async (person: Person) => (await person.fetch(`/api/rooms/${host.room.slug}/gallery`)).json();
    expect(await gallery(ben)).toEqual(await gallery(ada));
  });

  it('[RC2] a gateway that is killed and started again: its browsers catch up by themselves, the others notice nothing', async () => {
    const gateway = cluster.gatewayAt(1);
    const asked = await host.request({ ...SLOW });
    await guest.fact('generation:started', asked.id);
    const snapshots = host.snapshots.length;
    await gateway.process.kill();
    await guest.until(() => guest.feed.status === 'offline' || undefined, 'the loss');
    const meanwhile = await host.request();
    await gateway.process.start();
    await host.ended(meanwhile.id);
    await guest.until(
      () => (guest.feed.status === 'live' && guest.feed.people.length === 2) || undefined,
      'the room, with both people',
    );
    await agree(host, guest);
    expect(host.snapshots).toHaveLength(snapshots);
    expect(host.all('generation:finished').map(({ generation }) => generation.id)).toEqual([asked.id, meanwhile.id]);
  });
});
