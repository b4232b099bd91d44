/** One fault under load: people ask, it strikes, and when all has come to rest every promise is looked at. */
import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../stack/src/poll.ts';
import { Deeds } from './deeds.ts';
import { differences } from './differences.ts';
import type { Fault } from './faults.ts';
import { Keeping } from './kept.ts';
import { leftOfPerson, leftOfRoom } from './parted.ts';
import { People } from './people.ts';
import { type Ask, type Plan, planFor } from './plan.ts';
import { judge, type Verdict } from './promises.ts';
import { allMoved, firstMove } from './recovery.ts';
import type { World } from './world.ts';

/** Upper bounds: nothing waits so long unless something is wrong. */
const REST_MS = 120_000;
/** Presence of a gateway that was killed runs out in 15 s [RM4]. */
const AGREE_MS = 25_000;
/** The reconciler looks at bucket and rows every minute. */
const MEND_MS = 75_000;
/** By then a room and a person that were deleted are gone. */
const HURRY_MS = 6_000;

export interface Outcome extends Verdict {
  fault: string;
  seed: number;
  /** From the fault's end until a generation went on and a fresh prompt was acknowledged. Seconds. */
  recoveryS: number;
  goalS: number;
  /** From the fault's end until all went on that were developing when it struck. Seconds. */
  heldS: number;
  /** Where the browser that was away, or Ben's, shows something else than the one that stayed. */
  differences: string[];
  /** What else went wrong. */
  troubles: string[];
}

export interface TrialOptions {
  seed: number;
  prompts: number;
  /** Has the reconciler look at once where it has something to mend, instead of waiting for its minute. */
  hurries?: boolean;
}

export async function trial(world: World, fault: Fault, { seed, prompts, hurries }: TrialOptions): Promise<Outcome> {
  const people = await People.enter(world);
  try {
    return await new Trial(world, fault, planFor(seed, fault.name, prompts), people, hurries).run(seed);
  } finally {
    people.leave();
  }
}

class Trial {
  private readonly acked: string[] = [];
  private readonly cancelled = new Set<string>();
  private readonly troubles: string[] = [];
  private readonly deeds: Deeds;

  constructor(
    private readonly world: World,
    private readonly fault: Fault,
    private readonly plan: Plan,
    private readonly people: People,
    private readonly hurries = false,
  ) {
    this.deeds = new Deeds(people, (id) => this.acked.push(id));
  }

  async run(seed: number): Promise<Outcome> {
    await this.deeds.prepare();
    const { asks, deeds, partings } = this.plan;
    const begun = this.begun();
    const asking = [
      ...asks.map((ask) => this.ask(ask)),
      ...deeds.map((deed) => this.deeds.do(deed)),
      this.deeds.part(partings),
    ].map((work) => this.note(work));
    await begun;
    await sleep(this.plan.strikeAfterMs);
    this.people.goAway();
    const times = await this.strike();
    await Promise.all(asking);
    await this.note(this.rest());
    const unlike = await this.agree();
    const verdict = await this.verdict();
    return {
      ...verdict,
      ...times,
      fault: this.fault.name,
      seed,
      goalS: this.fault.goalS,
      differences: unlike,
      troubles: this.troubles,
    };
  }

  /** The first of those to come that a worker begins. */
  private async begun(): Promise<void> {
    const { ben } = this.people.tabs;
    const before = ben.all('generation:started').length;
    await ben.until(() => ben.all('generation:started')[before], 'a generation that starts');
  }

  private async ask({ by, atMs, steps, count, cancelAfterMs }: Ask): Promise<void> {
    await sleep(atMs);
    const id = await this.people.submit(by, { steps, count });
    this.acked.push(id);
    if (cancelAfterMs === null) return;
    await sleep(cancelAfterMs);
    this.cancelled.add(id);
    await this.people.cancel(by, id);
  }

  /** Strikes, and measures from the fault's end on; the browser that was away comes back then. */
  private async strike(): Promise<Pick<Outcome, 'recoveryS' | 'heldS'>> {
    const { data } = this.world.cluster;
    const { roomId } = this.people;
    const held = Object.values(this.people.tabs.ben.feed.generations).filter(({ status }) => status === 'developing');
    const struckAtMs = Date.now();
    const { promise: over, resolve } = Promise.withResolvers<number>();
    const struck = this.fault.strike(this.world, this.plan, () => resolve(Date.now()));
    // A fault that could not be made is no fault: its error ends the trial.
    const endedAtMs = await Promise.race([over, struck.then(() => over)]);
    this.people.comeBack();
    const ids = held.map(({ id }) => id);
    const [movedAtMs, ackedAtMs, heldAtMs] = await Promise.all([
      firstMove(data, roomId, endedAtMs),
      this.freshAck(),
      allMoved(data, roomId, ids, struckAtMs),
      struck,
    ]);
    const seconds = (atMs: number) => Math.max(0, atMs - endedAtMs) / 1000;
    return { recoveryS: seconds(Math.max(movedAtMs, ackedAtMs)), heldS: seconds(heldAtMs) };
  }

  /** When the first of two fresh prompts, one at each gateway, was acknowledged. */
  private async freshAck(): Promise<number> {
    const fresh = (['ada', 'ben'] as const).map(async (by) => {
      this.acked.push(await this.people.submit(by, { steps: 2 }));
      return Date.now();
    });
    await this.note(Promise.all(fresh));
    return Math.min(
      ...(await Promise.allSettled(fresh)).map((end) =>
        end.status === 'fulfilled' ? end.value : Number.POSITIVE_INFINITY,
      ),
    );
  }

  private async rest(): Promise<void> {
    const { data } = this.world.cluster;
    const isAtRest = async () => {
      const open = `SELECT id FROM generations WHERE room_id = $1 AND status IN ('queued', 'developing')`;
      return (await data.sql(open, [this.people.roomId])).length === 0 || undefined;
    };
    await poll(isAtRest, { what: 'the end of all generations', timeoutMs: REST_MS, everyMs: 100 });
  }

  /** Promise 2 [RC6]. What is still on its way may make them differ for a while; what differs for longer is told. */
  private async agree(): Promise<string[]> {
    let unlike: string[] = ['nothing could be compared'];
    const ask = async () => {
      const { ada, ben, away } = await this.people.see();
      unlike = [
        ...differences(away, ada).map((difference) => `away, not as Ada: ${difference}`),
        ...differences(ben, ada).map((difference) => `Ben, not as Ada: ${difference}`),
      ];
      return (unlike.length === 0 && ada.status === 'live') || undefined;
    };
    await poll(ask, { what: 'the same in all browsers', timeoutMs: AGREE_MS, everyMs: 250 }).catch((error) => {
      if (unlike.length === 0) unlike.push(String(error));
    });
    return unlike;
  }

  /** What the reconciler has to mend it may mend first: only what is left after its period counts. */
  private async verdict(): Promise<Verdict> {
    const keeping = new Keeping(this.world, this.people, this.deeds.claims);
    const lost = await keeping.invites();
    let verdict: Verdict | undefined;
    const isGood = async () => {
      verdict = await this.look(keeping);
      return verdict.lost.length + verdict.orphans.length === 0 || undefined;
    };
    const clean = (timeoutMs: number) =>
      poll(isGood, { what: 'a clean bucket', timeoutMs, everyMs: 500 }).catch(() => false as const);
    if (!this.hurries || !(await clean(HURRY_MS))) {
      if (this.hurries) await this.world.mendNow();
      await clean(MEND_MS);
    }
    verdict ??= await this.look(keeping);
    return { ...verdict, lost: [...lost, ...verdict.lost] };
  }

  private async look(keeping: Keeping): Promise<Verdict> {
    const { data } = this.world.cluster;
    const { deleted, builtFrom } = this.deeds.claims;
    const { roomId } = this.people;
    const { acked, cancelled } = this;
    const toldFinished = this.toldFinished();
    const made = await judge(data, { roomId, acked, cancelled, deleted, builtFrom, toldFinished });
    const kept = await keeping.judge();
    const left = [
      ...(await leftOfRoom(data, this.people)),
      ...(await leftOfPerson(data, this.people, this.plan.partings.departWith)),
    ];
    return {
      ...made,
      lost: [...made.lost, ...kept.lost],
      doubled: [...made.doubled, ...kept.doubled],
      orphans: [...made.orphans, ...left],
    };
  }

  /** By when each finished: a fact that is sent again says nothing new. */
  private toldFinished(): Map<string, number> {
    const told = new Map<string, Set<string | null>>();
    for (const tab of [this.people.tabs.ada, this.people.tabs.ben]) {
      for (const { generation } of tab.all('generation:finished')) {
        told.set(generation.id, (told.get(generation.id) ?? new Set()).add(generation.finishedAt));
      }
    }
    return new Map([...told].map(([id, times]) => [id, times.size]));
  }

  private async note(work: Promise<unknown>): Promise<void> {
    await work.catch((error) => this.troubles.push(error instanceof Error ? error.message : String(error)));
  }
}
