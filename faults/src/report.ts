/** What is said of the outcomes, at the terminal and as one line of JSON. Pure. */
import type { Outcome } from './trial.ts';

export const passes = (outcome: Outcome): boolean =>
  outcome.lost.length + outcome.doubled.length + outcome.orphans.length === 0 &&
  outcome.differences.length + outcome.troubles.length === 0 &&
  outcome.recoveryS <= outcome.goalS;

const COLUMNS = [
  'fault',
  'lost',
  'doubled',
  'orphans',
  'differ',
  'finished',
  'cancelled',
  'failed',
  'recovery',
  'goal',
  'held',
  '',
];

const seconds = (value: number) => `${value.toFixed(1)} s`;

function cells(outcome: Outcome): string[] {
  const { fault, lost, doubled, orphans, ended, recoveryS, goalS, heldS } = outcome;
  const counts = [lost, doubled, orphans, outcome.differences].map(({ length }) => String(length));
  const ends = [ended.finished, ended.cancelled, ended.failed].map(String);
  return [
    fault,
    ...counts,
    ...ends,
    seconds(recoveryS),
    `<= ${goalS} s`,
    seconds(heldS),
    passes(outcome) ? 'ok' : 'BROKEN',
  ];
}

export function table(outcomes: Outcome[]): string {
  const lines = [COLUMNS, ...outcomes.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** The reasons for what is not 0 in the table, the first few of each. */
export function reasons(outcome: Outcome, most = 8): string {
  const { recoveryS, goalS } = outcome;
  const late = recoveryS > goalS ? [`work went on after ${seconds(recoveryS)} instead of ${goalS} s`] : [];
  const broken = (['lost', 'doubled', 'orphans', 'differences', 'troubles'] as const).flatMap((kind) =>
    outcome[kind].slice(0, most).map((reason) => `${kind}: ${reason}`),
  );
  return [...late, ...broken].map((reason) => `    ${reason}`).join('\n');
}

export interface Summary {
  seed: number;
  prompts: number;
  lost: number;
  doubled: number;
  orphans: number;
  differences: number;
  /** Seconds from each fault's end until work went on. */
  recovery: Record<string, number>;
  faults: Record<
    string,
    { lost: number; doubled: number; orphans: number; differences: number; held: number; pass: boolean }
  >;
  pass: boolean;
}

/** `left`: objects without a row, or rows without an object, in all rooms when all was over. */
export function summary(
  outcomes: Outcome[],
  { seed, prompts, left }: { seed: number; prompts: number; left: number },
): Summary {
  const sum = (kind: 'lost' | 'doubled' | 'orphans' | 'differences') =>
    outcomes.reduce((total, outcome) => total + outcome[kind].length, 0);
  return {
    seed,
    prompts,
    lost: sum('lost'),
    doubled: sum('doubled'),
    orphans: sum('orphans') + left,
    differences: sum('differences'),
    recovery: Object.fromEntries(outcomes.map(({ fault, recoveryS }) => [fault, round(recoveryS)])),
    faults: Object.fromEntries(
      outcomes.map((outcome) => [
        outcome.fault,
        {
          lost: outcome.lost.length,
          doubled: outcome.doubled.length,
          orphans: outcome.orphans.length,
          differences: outcome.differences.length,
          held: round(outcome.heldS),
          pass: passes(outcome),
        },
      ]),
    ),
    pass: outcomes.every(passes) && left === 0,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;
