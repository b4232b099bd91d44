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

export interface Plan {
  asks: Ask[];
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
  return { ...plan, asks: asks.toSorted((a, b) => a.atMs - b.atMs) };
}
