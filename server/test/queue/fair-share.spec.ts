/** [QU2] whatever people do: the rounds that a real Redis gives out, in every order of asking, starting and taking back. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { FairShare } from '../../src/queue/fair-share.ts';
import { Log } from '../../src/shared/log.ts';
import { Redis } from '../../src/shared/redis.ts';
import { type OwnData, ownData } from '../support/own-data.ts';
import { testEnv } from '../support/test-env.ts';

type Act = { ask: string } | { takeBack: string } | 'start';

interface Job {
  person: string;
  round: number;
  /** Who waited when it was asked for, if its person had nothing waiting and no turn yet in the round that was served then. */
  others: Set<string> | null;
}

let data: OwnData;
let redis: Redis;
let fairShare: FairShare;

beforeAll(async () => {
  data = await ownData();
  const env = testEnv({ REDIS_URL: data.env.REDIS_URL ?? '' });
  redis = new Redis(env, new Log(env));
  await redis.commands.connect();
  fairShare = new FairShare(redis);
});
beforeEach(() => redis.commands.flushDb());
afterAll(async () => {
  await redis?.onModuleDestroy();
  await data?.remove();
});

/** The line as the queue keeps it: lower rounds first, in one round who came first. */
class Line {
  waiting: Job[] = [];
  started: Job[] = [];

  async act(act: Act): Promise<void> {
    if (act === 'start') return this.start();
    if ('ask' in act) return this.ask(act.ask);
    if (!this.waits(act.takeBack)) return;
    this.waiting = this.waiting.filter(({ person }) => person !== act.takeBack);
    await fairShare.forgive(act.takeBack);
  }

  private async ask(person: string): Promise<void> {
    const round = await fairShare.nextRound(person);
    const served = Math.max(1, ...this.started.map((job) => job.round));
    const isFresh = !this.waits(person) && !this.started.some((job) => job.person === person && job.round === served);
    const job = { person, round, others: isFresh ? new Set(this.waiting.map((other) => other.person)) : null };
    const after = this.waiting.findIndex(({ round }) => round > job.round);
    this.waiting.splice(after === -1 ? this.waiting.length : after, 0, job);
  }

  private async start(): Promise<void> {
    const job = this.waiting.shift();
    if (!job) return;
    await fairShare.serve(job.round, job.person);
    this.started.push(job);
  }

  private waits(name: string): boolean {
    return this.waiting.some(({ person }) => person === name);
  }
}

const person = fc.constantFrom('Ada', 'Ben', 'Cleo', 'Dan', 'Eve');
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: person.map((ask) => ({ ask })) },
  { weight: 5, arbitrary: fc.constant('start' as const) },
  { weight: 1, arbitrary: person.map((takeBack) => ({ takeBack })) },
);

it('whoever had no turn yet in this round, and nothing waiting, starts after at most one prompt of each who waited then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60, size: 'max' }), async (acts) => {
      await redis.commands.flushDb();
      const line = new Line();
      const startedBefore = new Map<Job, number>();
      for (const next of acts) {
        const before = new Set(line.waiting);
        await line.act(next);
        for (const job of line.waiting) if (!before.has(job)) startedBefore.set(job, line.started.length);
      }
      for (const [index, job] of line.started.entries()) {
        if (!job.others) continue;
        const between = line.started.slice(startedBefore.get(job), index).map(({ person }) => person);
        expect(between.length).toBe(new Set(between).size);
        expect([...job.others]).toEqual(expect.arrayContaining(between));
      }
    }),
    { numRuns: 60 },
  );
});

it('whoever had one starts again after at most two prompts of each other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60, size: 'max' }), async (acts) => {
      await redis.commands.flushDb();
      const line = new Line();
      for (const next of acts) await line.act(next);
      for (const [index, job] of line.started.entries()) {
        if (job.others) continue;
        const last = line.started.findLastIndex(({ person }, at) => at < index && person === job.person);
        // It may be the first that starts, where those before it were taken back.
        if (last === -1) continue;
        const between = line.started.slice(last + 1, index).map(({ person }) => person);
        for (const other of between) expect(between.filter((name) => name === other).length).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: 60 },
  );
});

it('who took back two hundred prompts waits no longer than anybody else', async () => {
  for (let n = 0; n < 200; n++) await fairShare.nextRound('Ada');
  await fairShare.forgive('Ada');
  expect(await fairShare.nextRound('Ada')).toBe(1);
});

it('rounds are not forgotten while one that was given out may not be in the line yet', async () => {
  await fairShare.nextRound('Ada');
  await fairShare.serve(7, 'Ada');
  await fairShare.reset();
  expect(await fairShare.nextRound('Ben')).toBe(7);
  // As if nobody had asked for longer than a command can take.
  await redis.commands.decrBy('darkroom:fair:asked', 61);
  await fairShare.reset();
  expect(await fairShare.nextRound('Ben')).toBe(1);
});
