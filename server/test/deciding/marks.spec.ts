/** Reactions, favourites and pins, by people on two gateways. */
import type { GalleryPage, Marks, PictureRef } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let ada: Person;
let ben: Person;
let host: RoomTab;
let guest: RoomTab;
let picture: PictureRef;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2 });
});
beforeEach(async () => {
  [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
  host = await ada.host();
  guest = await ben.openRoom(host.room);
  const { id } = await host.ended((await host.request()).id);
  picture = { generationId: id, index: 0 };
});
afterEach(() => {
  ada.leave();
  ben.leave();
});
afterAll(() => cluster?.stop());

const at = () => ({ roomId: host.room.id, ...picture });
const react = (tab: RoomTab, kind: Marks['mine'][number], isOn = true) =>
  tab.ask('picture:react', { ...at(), kind, isOn });
const favour = (tab: RoomTab, isOn: boolean) => tab.ask('picture:favour', { ...at(), isOn });
const pin = (tab: RoomTab, isPinned: boolean, pictures = [picture]) =>
  tab.ask('picture:pin', { roomId: host.room.id, pictures, isPinned });

async function page(person: Person): Promise<GalleryPage> {
  return (await (await person.fetch(`/api/rooms/${host.room.slug}/gallery`)).json()) as GalleryPage;
}
const marksFor = async (person: Person) => (await page(person)).items[0]?.marks;
const heart = (...people: Person[]) => ({
  kind: 'heart',
  count: people.length,
  people: people.map(({ user }) => user),
});

describe('reactions', () => {
  it('[DC1, DC2] are counted once a person, named, told to everybody on both gateways, and stand in the gallery', async () => {
    await react(guest, 'heart');
    const again = await react(guest, 'heart');
    expect(again).toMatchObject({ reactions: [heart(ben)], mine: ['heart'], isFavourite: false, pinnedAt: null });
    await react(host, 'heart');
    await react(host, 'fire');
    const told = await guest.event('picture:reacted', ({ by, kinds }) => by === ada.user.id && kinds.length === 2);
    expect(told).toMatchObject({ ...picture, kinds: ['fire', 'heart'] });
    expect(told.reactions).toEqual([{ ...heart(ada), kind: 'fire' }, heart(ada, ben)]);
    expect(await marksFor(ada)).toMatchObject({ reactions: told.reactions, mine: ['fire', 'heart'] });
    expect(await marksFor(ben)).toMatchObject({ reactions: told.reactions, mine: ['heart'], revision: told.revision });
    await react(guest, 'heart', false);
    await react(guest, 'heart', false);
    expect(await marksFor(ben)).toMatchObject({ reactions: [{ kind: 'fire' }, heart(ada)], mine: [] });
  });

  it('[DC2] of twelve people at once are all there, and the highest revision says so to everybody', async () => {
    const people = await Promise.all(
      Array.from({ length: 12 }, (_, n) => Person.enter(cluster.gatewayAt(n % 2), `P${String(n).padStart(2, '0')}`)),
    );
    const tabs = await Promise.all(people.map((person, n) => person.openRoom(host.room, cluster.gatewayAt(n % 2))));
    await Promise.all(tabs.flatMap((tab) => [react(tab, 'wow'), react(tab, 'laugh'), react(tab, 'laugh', false)]));
    const facts = await host.until(() => {
      const all = host.all('picture:reacted');
      return all.length === 36 ? all : undefined;
    }, 'every reaction');
    const last = facts.reduce((a, b) => (b.revision >= a.revision ? b : a));
    expect(last.revision).toBe(36);
    const wow = last.reactions.find(({ kind }) => kind === 'wow');
    expect(wow?.people.map(({ name }) => name)).toEqual(people.map(({ user }) => user.name));
    expect(wow?.count).toBe(12);
    // Whether "laugh" or its taking back came last is up to the wire; what is stored is what was told.
    expect((await marksFor(ada))?.reactions).toEqual(last.reactions);
    const rows = await cluster.data.sql('SELECT 1 FROM reactions WHERE generation_id = $1', [picture.generationId]);
    expect(rows).toHaveLength(last.reactions.reduce((sum, { count }) => sum + count, 0));
    for (const person of people) person.leave();
  });

  it('[DC1] of a kind that there is not, or to a picture that this room has not, store nothing', async () => {
    const elsewhere = await ben.host();
    const refused = async (payload: object) => {
      const answer = await guest.send('picture:react', { ...at(), kind: 'heart', isOn: true, ...payload });
      return answer.ok ? 'ok' : answer.error.code;
    };
    expect(await refused({ kind: 'skull' })).toBe('bad_request');
    expect(await refused({ isOn: 'yes' })).toBe('bad_request');
    expect(await refused({ index: 1 })).toBe('not_found');
    expect(await refused({ index: 4 })).toBe('bad_request');
    expect(await refused({ generationId: uuidv7() })).toBe('not_found');
    const abroad = { ...at(), roomId: elsewhere.room.id };
    for (const [command, more] of [
      ['picture:react', { kind: 'heart', isOn: true }],
      ['picture:favour', { isOn: true }],
      ['picture:show', {}],
    ] as const) {
      const answer = await elsewhere.send(command, { ...abroad, ...more });
      expect(answer, command).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    expect(
      await elsewhere.send('picture:pin', { roomId: elsewhere.room.id, pictures: [picture], isPinned: true }),
    ).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await marksFor(ada)).toEqual({ revision: 0, reactions: [], pinnedAt: null, mine: [], isFavourite: false });
  });
});

describe('favourites', () => {
  it('[DC3] are one’s own: one’s other tabs hear of them, nobody else does, and they stay', async () => {
    const [other, seq] = [await ben.openRoom(host.room, cluster.gateway), host.feed.seq];
    expect(await favour(guest, true)).toEqual({ isFavourite: true });
    expect(await favour(guest, true)).toEqual({ isFavourite: true });
    const heard = await other.event('picture:favoured');
    expect(heard).toEqual({ ...at(), isFavourite: true });
    expect(await marksFor(ben)).toMatchObject({ isFavourite: true, revision: 0 });
    expect(await marksFor(ada)).toMatchObject({ isFavourite: false, revision: 0 });
    await favour(guest, false);
    await other.event('picture:favoured', ({ isFavourite }) => !isFavourite);
    expect(await marksFor(ben)).toMatchObject({ isFavourite: false });
    // A fact behind them: had the host been told anything, it had come before.
    await host.ask('room:rename', { roomId: host.room.id, name: 'later' });
    await host.event('room:changed');
    expect(host.all('picture:favoured')).toEqual([]);
    expect(host.feed.seq).toBe(seq + 1);
  });
});

describe('pins', () => {
  it('[DC4] are the room’s: anybody there pins and unpins, many at once, and what is gone is passed over', async () => {
    const { id } = await guest.ended((await guest.request({ count: 2 })).id);
    const all = [picture, ...[0, 1].map((index) => ({ generationId: id, index }))];
    const answer = await pin(guest, true, [...all, { generationId: id, index: 3 }]);
    expect(answer.pictures).toHaveLength(3);
    const told = await host.event('picture:pinned');
    expect(told.pictures).toEqual(answer.pictures);
    const times = async () => (await page(ada)).items.map(({ marks }) => marks.pinnedAt);
    const before = await times();
    expect(before.every((time) => time !== null)).toBe(true);
    await pin(host, true, all);
    expect(await times(), 'pinned again it keeps its time').toEqual(before);
    await pin(host, false, all);
    await guest.event('picture:pinned', ({ pictures }) => pictures.every(({ pinnedAt }) => pinnedAt === null));
    expect(await times()).toEqual([null, null, null]);
  });

  it('[DC4] two lists that overlap, the other way round and many times at once, do not block each other', async () => {
    const { id } = await guest.ended((await guest.request({ count: 4 })).id);
    const all = [0, 1, 2, 3].map((index) => ({ generationId: id, index }));
    const asked = Array.from({ length: 20 }, (_, n) =>
      n % 2 === 0 ? pin(host, true, all) : pin(guest, n % 4 === 1, all.toReversed()),
    );
    for (const { pictures } of await Promise.all(asked)) expect(pictures).toHaveLength(4);
  });

  it('[DC4] none, or more than a hundred at once, is refused', async () => {
    for (const pictures of [[], Array.from({ length: 101 }, () => picture)]) {
      const answer = await guest.send('picture:pin', { roomId: host.room.id, pictures, isPinned: true });
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    }
  });
});

describe('finding and showing', () => {
  it('[DC6] pictures are found by name, each as who asks sees it, and what is not here is left out', async () => {
    await react(guest, 'heart');
    await favour(guest, true);
    const { id } = await host.ended((await host.request()).id);
    const other = { generationId: id, index: 0 };
    const asked = { roomId: host.room.id, pictures: [picture, { ...picture, index: 3 }, other, picture] };
    const { items } = await guest.ask('picture:find', asked);
    expect(items.map(({ generation }) => generation.id)).toEqual([picture.generationId, other.generationId]);
    expect(items).toEqual((await page(ben)).items.toReversed());
    expect((await host.ask('picture:find', asked)).items[0]?.marks).toMatchObject({ mine: [], isFavourite: false });
  });

  it('[DC7] a picture is offered to everybody in the room, and a stream of offers is refused', async () => {
    await guest.ask('picture:show', at());
    expect(await host.event('picture:shown')).toEqual({ ...at(), by: ben.user, prompt: 'a red apple' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => guest.send('picture:show', at())));
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) expect(answer).toMatchObject({ error: { code: 'rate_limited', retryable: true } });
  });
});

it('[DC8] a picture that goes takes its marks with it, and nothing is left behind', async () => {
  await react(guest, 'heart');
  await favour(guest, true);
  await cluster.data.sql('DELETE FROM images WHERE generation_id = $1', [picture.generationId]);
  expect(await guest.send('picture:react', { ...at(), kind: 'heart', isOn: true })).toMatchObject({
    error: { code: 'not_found' },
  });
  for (const table of ['reactions', 'favourites']) {
    const rows = await cluster.data.sql(`SELECT 1 FROM ${table} WHERE generation_id = $1`, [picture.generationId]);
    expect(rows, table).toEqual([]);
  }
});
