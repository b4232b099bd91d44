/** Stopping together: three people on two gateways, and a picture that takes its time. */
import type { Generation } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { expectStored } from '../support/pictures.ts';
import { SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let people: Person[];
/** Of the host, of the author, and of two others. */
let host: RoomTab;
let author: RoomTab;
let cleo: RoomTab;
let dan: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, seesCancelFlags: true });
});
beforeEach(async () => {
  people = await Promise.all(
    ['Ada', 'Ben', 'Cleo', 'Dan'].map((name, n) => Person.enter(cluster.gatewayAt(n % 2), name)),
  );
  const [ada, ben, third, fourth] = people as [Person, Person, Person, Person];
  host = await ada.host();
  [author, cleo, dan] = [
    await ben.openRoom(host.room),
    await third.openRoom(host.room),
    await fourth.openRoom(host.room),
  ];
  await here(4);
});
afterEach(() => {
  for (const person of people) person.leave();
});
afterAll(() => cluster?.stop());

const here = (count: number) =>
  Promise.all(
    [author, cleo].map((tab) => tab.until(() => tab.feed.people.length === count || undefined, `${count} people`)),
  );
const vote = (tab: RoomTab, { id }: Generation, isOn = true) =>
  tab.ask('generation:vote-stop', { roomId: host.room.id, generationId: id, isOn });
const idOf = (tab: RoomTab) => tab.snapshot.you.id;
/** How many steps of all its pictures together were seen. */
const stepsOf = (tab: RoomTab, { id, steps }: Generation) =>
  Math.max(
    ...tab
      .all('generation:progressed')
      .filter(({ generationId }) => generationId === id)
      .map(({ index, step }) => index * steps + step),
  );
const votesOf = ({ id }: Generation) => cluster.data.sql('SELECT 1 FROM stop_votes WHERE generation_id = $1', [id]);

/** Ben's pictures, some steps into the first: enough of them that on no machine all are done before the votes are in. */
async function developing(): Promise<Generation> {
  const asked = await author.request({ ...SLOW, count: 4 });
  await cleo.event('generation:progressed', ({ generationId, step }) => generationId === asked.id && step >= 3);
  return asked;
}

it('[DC5, GN5] half is not enough; with more than half it stops within two steps, and its author is told why', async () => {
  const asked = await developing();
  dan.close();
  await here(3);
  const [first, again] = [await vote(cleo, asked), await vote(cleo, asked)];
  expect(first).toMatchObject({ status: 'developing', stopVotes: [idOf(cleo)] });
  expect(again.stopVotes).toEqual([idOf(cleo)]);
  await author.until(() => author.feed.generations[asked.id]?.stopVotes.length === 1 || undefined, 'the vote');
  // Two of four: Dan is back.
  dan.socket.connect();
  await here(4);
  const second = await vote(dan, asked);
  expect(second).toMatchObject({ status: 'developing', error: null });
  expect([...second.stopVotes].sort()).toEqual([idOf(cleo), idOf(dan)].sort());
  // The host's snapshot says so too, to whoever joins now.
  const { generations } = await host.ask('room:join', { slug: host.room.slug });
  expect(generations[0]?.stopVotes.toSorted()).toEqual(second.stopVotes.toSorted());
  const fifth = await Person.enter(cluster.gateway, 'Eve');
  people.push(fifth);
  const eve = await fifth.openRoom(host.room);
  await eve.event('generation:progressed', ({ generationId }) => generationId === asked.id);
  const acked = await vote(eve, asked);
  const stepsAtAck = stepsOf(eve, asked);
  expect(acked.error?.code).toBe('stopped_by_room');
  const ended = await eve.ended(asked.id, 'generation:cancelled');
  await author.ended(asked.id, 'generation:cancelled');
  const stepsAtEnd = stepsOf(eve, asked);
  expect(stepsAtEnd - stepsAtAck).toBeLessThanOrEqual(2);
  expect(ended).toMatchObject({ stopVotes: [], error: { code: 'stopped_by_room' } });
  // The pictures done before the votes were in stay, and of the one that developed nothing is stored.
  const doneAtEnd = Math.floor(stepsAtEnd / asked.steps);
  expect(ended.pictures.map(({ index }) => index)).toEqual(Array.from({ length: doneAtEnd }, (_, index) => index));
  await expectStored(cluster.data, asked, doneAtEnd);
  expect(await votesOf(asked)).toEqual([]);
});

it('[DC5] two votes at the same moment on two gateways are both counted', async () => {
  const asked = await developing();
  host.close();
  await here(3);
  await Promise.all([vote(cleo, asked), vote(dan, asked)]);
  await author.ended(asked.id, 'generation:cancelled');
});

it('[DC5] the word of the author, or of the host, is enough alone', async () => {
  for (const tab of [author, host]) {
    const asked = await developing();
    await vote(tab, asked);
    expect(await author.ended(asked.id, 'generation:cancelled')).toMatchObject({ error: null });
    expect(await votesOf(asked)).toEqual([]);
  }
});

it('[DC5] a vote that was taken back does not count, and whoever leaves stops nothing', async () => {
  const asked = await developing();
  await vote(cleo, asked);
  expect(await vote(cleo, asked, false)).toMatchObject({ stopVotes: [] });
  await vote(dan, asked);
  await vote(cleo, asked);
  // Two of four; now two of two, and of three who may come back: nothing happens until one of them says it again.
  host.close();
  author.close();
  await cleo.until(() => cleo.feed.people.length === 2 || undefined, 'two people');
  const steps = stepsOf(cleo, asked);
  await cleo.until(() => stepsOf(cleo, asked) > steps + 5 || undefined, 'more steps');
  expect(cleo.feed.generations[asked.id]).toMatchObject({ status: 'developing', error: null });
  await vote(dan, asked);
  await cleo.ended(asked.id, 'generation:cancelled');
});

it('[DC5, GN6] a retry begins without the votes of before', async () => {
  const asked = await developing();
  await vote(cleo, asked);
  await author.act('generation:cancel', asked.id);
  const cancelled = await author.ended(asked.id, 'generation:cancelled');
  expect(await votesOf(asked)).toEqual([]);
  await author.act('generation:retry', asked.id);
  const again = await author.until(() => {
    const generation = author.feed.generations[asked.id];
    const isOn = generation?.status === 'developing' && generation.revision > cancelled.revision;
    return isOn ? generation : undefined;
  }, 'the retry');
  expect(again).toMatchObject({ stopVotes: [], error: null });
  await author.act('generation:cancel', asked.id);
});

it('[DC5] one that waits or has ended is answered as it is; one of another room is not found', async () => {
  const ahead = await developing();
  const waiting = await author.request();
  expect(await vote(cleo, waiting)).toMatchObject({ status: 'queued', stopVotes: [] });
  await author.act('generation:cancel', ahead.id);
  const done = await author.ended(waiting.id);
  expect(await vote(cleo, done)).toEqual(done);
  expect(await votesOf(done)).toEqual([]);
  const elsewhere = await (people[2] as Person).host();
  for (const generationId of [done.id, uuidv7()]) {
    const answer = await elsewhere.send('generation:vote-stop', {
      roomId: elsewhere.room.id,
      generationId,
      isOn: true,
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'generation_not_found' } });
  }
});
