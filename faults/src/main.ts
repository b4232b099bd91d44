/** The command behind faults/run.ts: reads the options, strikes one fault after another, reports. */
import { randomInt } from 'node:crypto';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { build, PAGES, PRISMA_CLIENT, SERVER } from '../../stack/src/build.ts';
import { describe, Failure } from '../../stack/src/failure.ts';
import { inRoot } from '../../stack/src/paths.ts';
import { poll } from '../../stack/src/poll.ts';
import { Stages } from '../../stack/src/stages.ts';
import { FAULTS, type Fault } from './faults.ts';
import { unmatched } from './parted.ts';
import { passes, reasons, summary, table } from './report.ts';
import { type Outcome, trial } from './trial.ts';
import { World } from './world.ts';

const PROMPTS = 50;
/** What was left of a picture that somebody brought is removed when it is two minutes old, and the reconciler looks once a minute. */
const LEFT_MS = 200_000;
const MOST_SEED = 2 ** 31 - 1;
const LOGS = inRoot('.test/faults');

const say = (text: string) => console.error(text);

/** @returns the exit status: 0 when every promise and every target held */
export async function main(args: string[]): Promise<number> {
  try {
    return (await strikeAll(args)) ? 0 : 1;
  } catch (error) {
    say(`\n${describe(error)}`);
    return 1;
  }
}

async function strikeAll(args: string[]): Promise<boolean> {
  const { faults, prompts, seed, json } = read(args);
  say(`seed ${seed}: the same seed gives the same schedule (--seed ${seed})`);
  say(
    `${os.availableParallelism()} CPUs, load ${os.loadavg()[0]?.toFixed(1)}: seconds to recover are those of an idle machine only on one`,
  );
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interrupted.abort(new Failure('Interrupted.')));
  }
  const stages = new Stages(say);
  const world = await start(seed, stages, interrupted.signal);
  const outcomes: Outcome[] = [];
  let left: string[] = [];
  // A tab that was refused what it may have, for instance: it ends no other trial.
  const strays: string[] = [];
  process.on('unhandledRejection', (reason) => strays.push(reason instanceof Error ? reason.message : String(reason)));
  try {
    for (const fault of faults) {
      interrupted.signal.throwIfAborted();
      await stages.run(fault.name, async () => {
        const outcome = await Promise.race([trial(world, fault, { seed, prompts }), abortion(interrupted.signal)]);
        outcome.troubles.push(...strays.splice(0));
        outcomes.push(outcome);
        if (passes(outcome)) return `goes on after ${outcome.recoveryS.toFixed(1)} s`;
        say(reasons(outcome));
        return 'BROKEN';
      });
    }
    await stages.run('all rooms', async () => {
      const ask = async () => {
        left = await unmatched(world.cluster.data);
        return left.length === 0 || undefined;
      };
      await poll(ask, { what: 'the end of what is left', timeoutMs: LEFT_MS, everyMs: 1_000 }).catch(() => {});
      for (const each of left) say(`    orphans: ${each}`);
      return left.length === 0 ? 'rows and objects agree' : 'BROKEN';
    });
  } finally {
    if (outcomes.length < faults.length || !outcomes.every(passes) || left.length > 0) {
      world.keepLogs(LOGS);
      say(`The logs of all processes: ${LOGS}`);
    }
    await world.stop();
    console.log(table(outcomes));
  }
  const result = summary(outcomes, { seed, prompts, left: left.length });
  if (json) console.log(JSON.stringify(result));
  return result.pass;
}

async function start(seed: number, stages: Stages, signal: AbortSignal): Promise<World> {
  for (const target of [PRISMA_CLIENT, SERVER, PAGES]) {
    await stages.run(`build ${target.name}`, () => build(target, { home: LOGS, signal }));
  }
  return await World.start({ seed, stages, signal });
}

const abortion = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

function read(args: string[]): { faults: Fault[]; prompts: number; seed: number; json: boolean } {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      prompts: { type: 'string', default: String(PROMPTS) },
      seed: { type: 'string', default: String(randomInt(MOST_SEED)) },
      only: { type: 'string' },
    },
  });
  const known = FAULTS.map(({ name }) => name);
  const names = values.only?.split(',') ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length) throw new Failure(`No such fault: ${unknown}.`, `There are: ${known.join(', ')}`);
  return {
    faults: FAULTS.filter(({ name }) => names.includes(name)),
    prompts: whole('--prompts', values.prompts, 200),
    seed: whole('--seed', values.seed, MOST_SEED),
    json: values.json,
  };
}

function whole(option: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Failure(`${option} is ${text}, which is not a whole number from 1 to ${most}.`);
}
