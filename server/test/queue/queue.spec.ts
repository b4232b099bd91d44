/** Turns, places and limits of the line. A worker starts only when the line stands, so that what is tested does not hang on timing. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { DEADLINE_MS } from '../support/connection.ts';
import { Person } from '../support/person.ts';
import { SLOW } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';

const LIMIT = 12;

let cluster: Cluster;
let ada: Person;
let ben: Person;
let host: RoomTab;
let elsewhere: RoomTab;

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2, workers: 0, env: { MAX_WAITING_PER_PERSON: String(LIMIT) } });
});
beforeEach(async () => {
  [ada, ben] = [await Person.enter(cluster.gateway, 'Ada'), await Person.enter(cluster.gatewayAt(1), 'Ben')];
  [host, elsewhere] = [await ada.host(), await ben.host()];
});
afterEach(async () => {
  for (const worker of cluster.workers.splice(0)) await worker.kill();
  await Promise.all([emptied(host), emptied(elsewhere)]);
  ada.leave();
  ben.leave();
});
afterAll(async () => {
  await cluster?.stop();
});

/** Whatever still waits is given up, and the board shows nobody any more. */
async function emptied(tab: RoomTab): Promise<void> {
  const { generations } = await tab.ask('room:join', { slug: tab.room.slug });
  const open = generations.filter(({ status }) => status === 'queued');
  await Promise.all(open.map(({ id }) => tab.act('generation:cancel', id)));
  await tab.until(() => Object.keys(tab.feed.places).length === 0 || undefined, 'an empty line');
  await tab.emptyBoard();
}

const times = <T>(count: number, make: () => Promise<T>) =>
  Array.from({ length: count }).reduce<Promise<T[]>>(
    async (all) => [...(await all), await make()],
    Promise.resolve([]),
  );

/** Ids in the order of their places, over both rooms. */
function line(): string[] {
  const places = [host, elsewhere].flatMap(({ feed }) => Object.entries(feed.places));
  return places.toSorted(([, a], [, b]) => a.place - b.place).map(([id]) => id);
}

const standing = (length: number) =>
  poll(() => line().length === length || undefined, {
    what: `a line of ${length}`,
    timeoutMs: DEADLINE_MS,
    everyMs: 20,
  });

describe('[QU1] places', () => {
  it('are those of the one line, across rooms, from 1', async () => {
    const [first] = await times(1, () => host.request());
    const [second] = await times(1, () => elsewhere.request());
    const [third] = await times(1, () => host.request());
    await standing(3);
    expect(line()).toEqual([first?.id, second?.id, third?.id]);
    expect(host.feed.places[third?.id ?? '']?.place).toBe(3);
    expect(elsewhere.feed.places[second?.id ?? '']?.place).toBe(2);
  });

  it('move up as others finish or give up, and times left are told once a picture was timed', async () => {
    const asked = await times(3, () => host.request({ ...SLOW, steps: 40 }));
    await standing(3);
    await host.act('generation:cancel', asked[1]?.id ?? '');
    await host.until(() => host.feed.places[asked[2]?.id ?? '']?.place === 2 || undefined, 'the moving up');
    await cluster.addWorker();
    await host.until(() => host.feed.places[asked[2]?.id ?? '']?.place === 1 || undefined, 'the moving up');
    await host.ended(asked[0]?.id ?? '');
    const [last] = await times(1, () => host.request());
    // The line moves once more after the first was timed; and the worker is not killed, later, with a job that it did not begin.
    await host.fact('generation:started', asked[2]?.id ?? '');
    const readyAtMs = await host.until(() => host.feed.places[last?.id ?? '']?.readyAtMs ?? undefined, 'a time left');
    expect(readyAtMs.from).toBeGreaterThan(0);
    expect(readyAtMs.to).toBeGreaterThan(readyAtMs.from);
  });

  it('[QU3] are sent at most four times a second, by two gateways together, however fast the line changes', async () => {
    const startedAt = Date.now();
    const seconds = () => (Date.now() - startedAt) / 1_000;
    // While it waits there is something to tell at every look.
    await host.request();
    while (seconds() < 3) {
      const { id } = await host.request();
      await host.act('generation:cancel', id);
    }
    await host.request();
    await standing(2);
    const moves = host.all('queue:moved');
    expect(moves.length).toBeGreaterThan(3);
    expect(moves.length).toBeLessThanOrEqual(Math.ceil(seconds() * 4) + 1);
    const ticks = moves.map(({ tick }) => tick);
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
  });
});

describe('[QU2] turns are fair by person', () => {
  it('somebody who comes after twelve prompts of another starts next or next but one', async () => {
    const twelve = await times(LIMIT, () => host.request({ steps: 2 }));
    await cluster.addWorker();
    await host.fact('generation:started', twelve[1]?.id ?? '');
    const one = await elsewhere.request({ steps: 2 });
    await elsewhere.ended(one.id);
    const [between] = await cluster.data.sql<{ count: number }>(
      `SELECT count(*)::int FROM generations, (SELECT * FROM generations WHERE id = $1) AS one
       WHERE generations.started_at > one.created_at AND generations.started_at < one.started_at`,
      [one.id],
    );
    expect(between?.count).toBeLessThanOrEqual(2);
    await Promise.all(twelve.map(({ id }) => host.ended(id)));
  });

  it('with everybody waiting, they take turns', async () => {
    const hers = await times(4, () => host.request());
    const his = await times(4, () => elsewhere.request());
    await standing(8);
    const author = (id: string) => (hers.some((generation) => generation.id === id) ? 'Ada' : 'Ben');
    expect(line().map(author)).toEqual(['Ada', 'Ben', 'Ada', 'Ben', 'Ada', 'Ben', 'Ada', 'Ben']);
    expect(line().filter((id) => author(id) === 'Ben')).toEqual(his.map(({ id }) => id));
  });

  it('they start in the order of their places', async () => {
    await times(3, () => host.request({ steps: 1 }));
    await times(3, () => elsewhere.request({ steps: 1 }));
    await standing(6);
    const expected = line();
    await cluster.addWorker();
    await Promise.all(expected.map((id) => (host.feed.generations[id] ? host : elsewhere).ended(id)));
    const rows = await cluster.data.sql<{ id: string }>(
      'SELECT id FROM generations WHERE id = ANY($1) ORDER BY started_at',
      [expected],
    );
    expect(rows.map(({ id }) => id)).toEqual(expected);
  });
});

describe('[QU5] a limit a person', () => {
  it('holds when all come at once; the next is queue_full, which is retryable, and room for one more lets one more in', async () => {
    const answers = await Promise.all(
      Array.from({ length: LIMIT + 8 }, () =>
        host.request().then(
          ({ id }) => id,
          (error: unknown) => error,
        ),
      ),
    );
    const accepted = answers.filter((answer) => typeof answer === 'string');
    expect(accepted).toHaveLength(LIMIT);
    for (const refused of answers.filter((answer) => typeof answer !== 'string')) {
      expect(refused).toMatchObject({ error: { code: 'queue_full', retryable: true } });
    }
    const [row] = await cluster.data.sql('SELECT count(*)::int FROM generations WHERE author_id = $1', [ada.user.id]);
    expect(row).toEqual({ count: LIMIT });
    await expect(host.request()).rejects.toMatchObject({ error: { code: 'queue_full' } });
    // It is a limit of one person, and repeating what was accepted is no new prompt.
    await elsewhere.request();
    expect(await host.request({ id: accepted[0] })).toMatchObject({ id: accepted[0], status: 'queued' });
    await host.act('generation:cancel', accepted[0] ?? '');
    await host.request();
  });
});
