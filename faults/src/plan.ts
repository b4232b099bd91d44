/** What is asked for, and when, during one fault. Pure: a seed tells all of it. */
import { Rng } from './rng.ts';

export interface Ask {
  by: 'ada' | 'ben';
  /** From the first prompt of all. Milliseconds. */
  atMs: number;
  steps: number;
  count: number;
  /** After its ack its author cancels it. Null: not. Milliseconds. */
  cancelAfterMs: number | null;
}

/** What else somebody does, beside prompts. */
export type Deed = {
  by: 'ada' | 'ben';
  /** From the first prompt of all. Milliseconds. */
  atMs: number;
} & (
  | { kind: 'bring'; file: number }
  /** From a picture of theirs that was there before, by its place among them. */
  | { kind: 'build'; picture: number }
  /** Null: the newest that there is then, which the host takes away. */
  | { kind: 'delete'; picture: number | null }
  | { kind: 'share'; picture: number; revokeAfterMs: number | null }
  | { kind: 'invite'; role: 'member' | 'viewer'; end: 'use' | 'revoke' | 'leave' }
);

/** What is done once in each trial. From the first prompt of all. Milliseconds. */
export interface Partings {
  /** Ada deletes a room in which Ben has work in line and brings a picture just then. */
  deleteRoomAtMs: number;
  /** Cy deletes themself. */
  departAtMs: number;
  departWith: 'delete' | 'keep-without-name';
}

export interface Plan {
  asks: Ask[];
  deeds: Deed[];
  partings: Partings;
  /** From the first start of a generation to the fault. Milliseconds. */
  strikeAfterMs: number;
  /** How long a part that is killed stays away. Milliseconds. */
  awayMs: number;
  /** Which of the two gateways, or workers, is hit. */
  which: 0 | 1;
}

/** Share of prompts that stand in line before the fault; the others come while it lasts, and after. */
const BEFORE_PERCENT = 75;
/** The others come over so long, for each prompt. */
const LATE_MS_A_PROMPT = 120;
/** A tenth of a second or so each: fifty make a line that is still there when a fault strikes. */
const STEPS = { fewest: 5, most: 15 };
const PAIRS_PERCENT = 20;
const CANCELLED_PERCENT = 15;

/** So many pictures each of Ada and Ben has before all begins. */
export const PREPARED = 3;
/** Of 100 prompts, so many deeds of each kind, and two at least, of which one each is undone. */
const DEEDS_PERCENT = 8;
const FILES = 3;

export function planFor(seed: number, fault: string, prompts: number): Plan {
  const rng = new Rng(seed, fault);
  const lateMs = 500 + prompts * LATE_MS_A_PROMPT;
  const plan = {
    strikeAfterMs: rng.int(0, prompts * 30),
    awayMs: rng.int(500, 1_000 + prompts * 80),
    which: rng.pick([0, 1] as const),
  };
  const asks = Array.from({ length: prompts }, (_, n): Ask => {
    const isEarly = n < (prompts * BEFORE_PERCENT) / 100;
    return {
      by: rng.pick(['ada', 'ben'] as const),
      atMs: isEarly ? 0 : rng.int(500, lateMs),
      steps: rng.int(STEPS.fewest, STEPS.most),
      count: rng.chance(PAIRS_PERCENT) ? 2 : 1,
      cancelAfterMs: rng.chance(CANCELLED_PERCENT) ? rng.int(0, lateMs) : null,
    };
  });
  return { ...plan, asks: asks.toSorted((a, b) => a.atMs - b.atMs), ...others(seed, fault, prompts, lateMs) };
}

/** From chance of its own: the prompts of a seed stay what they are. */
function others(seed: number, fault: string, prompts: number, lateMs: number): Pick<Plan, 'deeds' | 'partings'> {
  const rng = new Rng(seed, `${fault} deeds`);
  const count = Math.max(2, Math.round((prompts * DEEDS_PERCENT) / 100));
  const picture = () => rng.int(0, PREPARED - 1);
  const kinds: ((n: number) => DeedOf)[] = [
    () => ({ kind: 'bring', file: rng.int(0, FILES - 1) }),
    () => ({ kind: 'build', picture: picture() }),
    (n) => ({ kind: 'delete', picture: n % 2 === 0 ? picture() : null }),
    (n) => ({ kind: 'share', picture: picture(), revokeAfterMs: n % 2 === 0 ? rng.int(0, lateMs) : null }),
    (n) => ({
      kind: 'invite',
      role: rng.pick(['member', 'viewer'] as const),
      end: n % 3 === 0 ? 'use' : n % 3 === 1 ? 'revoke' : 'leave',
    }),
  ];
  const deeds = kinds.flatMap((make) =>
    Array.from(
      { length: count },
      (_, n): Deed => ({
        by: rng.pick(['ada', 'ben'] as const),
        atMs: rng.int(0, lateMs),
        ...make(n),
      }),
    ),
  );
  return {
    deeds,
    partings: {
      deleteRoomAtMs: rng.int(0, lateMs),
      departAtMs: rng.int(0, lateMs),
      departWith: rng.pick(['delete', 'keep-without-name'] as const),
    },
  };
}

type DeedOf = Deed extends infer D ? (D extends Deed ? Omit<D, 'by' | 'atMs'> : never) : never;
