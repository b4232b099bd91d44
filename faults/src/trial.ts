/** One fault under load: people ask, it strikes, and when all has come to rest every promise is looked at. */
import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../stack/src/poll.ts';
import { differences } from './differences.ts';
import type { Fault } from './faults.ts';
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

export async function trial(world: World, fault: Fault, seed: number, prompts: number): Promise<Outcome> {
  const people = await People.enter(world);
  try {
    return await new Trial(world, fault, planFor(seed, fault.name, prompts), people).run(seed);
  } finally {
    people.leave();
  }
}

class Trial {
  private readonly acked: string[] = [];
  private readonly cancelled = new Set<string>();
  private readonly troubles: string[] = [];

  constructor(
    private readonly world: World,
    private readonly fault: Fault,
    private readonly plan: Plan,
    private readonly people: People,
  ) {}

  async run(seed: number): Promise<Outcome> {
    const { ben } = this.people.tabs;
    const asking = this.plan.asks.map((ask) => this.ask(ask));
    await ben.event('generation:started');
    await sleep(this.plan.strikeAfterMs);
    this.people.goAway();
    const times = await this.strike();
    await this.note(Promise.all(asking));
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
    const { data } = this.world.cluster;
    const claims = () => ({
      roomId: this.people.roomId,
      acked: this.acked,
      cancelled: this.cancelled,
      toldFinished: this.toldFinished(),
    });
    let verdict: Verdict | undefined;
    const isGood = async () => {
      verdict = await judge(data, claims());
      return verdict.lost.length + verdict.orphans.length === 0 || undefined;
    };
    await poll(isGood, { what: 'a clean bucket', timeoutMs: MEND_MS, everyMs: 1_000 }).catch(() => {});
    return verdict ?? judge(data, claims());
  }

  /** By the revision of each finish: a fact that is sent again says nothing new. */
  private toldFinished(): Map<string, number> {
    const told = new Map<string, Set<number>>();
    for (const tab of [this.people.tabs.ada, this.people.tabs.ben]) {
      for (const { generation } of tab.all('generation:finished')) {
        told.set(generation.id, (told.get(generation.id) ?? new Set()).add(generation.revision));
      }
    }
    return new Map([...told].map(([id, revisions]) => [id, revisions.size]));
  }

  private async note(work: Promise<unknown>): Promise<void> {
    await work.catch((error) => this.troubles.push(error instanceof Error ? error.message : String(error)));
  }
}
