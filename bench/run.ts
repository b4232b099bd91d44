/**
 * `npm run bench [-- --json] [-- --pairs N]`: what Darkroom costs over the bare pipeline; with `--soak MINUTES` instead: what grows
 * while 20 people use it; with `--line`: how the line fares, fair turns, times left and 10,000 waiting;
 * with `--gallery`: what pages and searches of a room of 100,000 pictures cost. On a stack of its own (temporary data, free ports, so a running Darkroom is not touched). Prints a table;
 * with --json the last line is an array of {name, value, unit, goal, pass}. Ends with 0 however the figures are: they depend on the
 * machine, which should have nothing else to do.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { describe } from '../stack/src/failure.ts';
import { type Stack, startStack } from '../stack/src/stack.ts';
import { Stages } from '../stack/src/stages.ts';
import { type Figure, figure, median, quantile, table } from './src/figures.ts';
import { GALLERY_ENV, gallery } from './src/gallery.ts';
import { type InProcess, startInProcess } from './src/inprocess.ts';
import { LINE_ENV, line } from './src/line.ts';
import { soak } from './src/soak.ts';
import { type Usage, usageByProcess } from './src/usage.ts';
import { type Developed, Visitor } from './src/visitor.ts';

const PROMPTS = ['a red apple', 'two cats on a blue background', 'an owl on a purple background', 'three strawberries'];
const SUBMITS = 120;
const GALLERY_ROUNDS = 120;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    pairs: { type: 'string', default: '11' },
    soak: { type: 'string' },
    line: { type: 'boolean', default: false },
    gallery: { type: 'boolean', default: false },
  },
});
const pairs = Math.max(7, Number(values.pairs) || 0);
const soakMinutes = Number(values.soak ?? 0);
const say = (text: string) => console.error(text);

try {
  const figures = await measure();
  console.log(table(figures));
  if (values.json) console.log(JSON.stringify(figures));
} catch (error) {
  say(describe(error));
  process.exitCode = 1;
}

async function measure(): Promise<Figure[]> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-bench-'));
  // The embedded Postgres may have to enter as another user.
  fs.chmodSync(home, 0o755);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
  try {
    const { signal } = interrupted;
    const given = { ...(values.line && LINE_ENV), ...(values.gallery && GALLERY_ENV) };
    const stack = await startStack({ home, given, stages: new Stages(say), signal, onTrouble: say });
    interrupted.signal.addEventListener('abort', () => void stack.stop().then(() => process.exit(130)));
    try {
      if (values.line) return await line(stack, say);
      if (values.gallery) return await gallery(stack, GALLERY_ROUNDS, say);
      return soakMinutes > 0 ? await soak(stack, soakMinutes, say) : await measureOn(stack);
    } finally {
      await stack.stop();
    }
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

async function measureOn(stack: Stack): Promise<Figure[]> {
  const bare = await startInProcess();
  const visitor = await Visitor.enter(stack.url);
  const [load] = os.loadavg();
  say(`${os.availableParallelism()} CPUs, ${bare.threads} threads a picture, load ${load?.toFixed(1)}, ${pairs} pairs`);
  const steps: number[] = [];
  const long = await sideBySide(50, bare, visitor, steps);
  const short = await sideBySide(20, bare, visitor, steps);
  const acks = await submitAlone(visitor);
  const busyAcks = await submitWhileDeveloping(visitor);
  visitor.leave();
  await bare.stop();
  await sleep(5000);
  return [
    figure('50 steps, submit to finished, against in-process', long.whole / long.bare, 'x', 1.1),
    figure('50 steps, in-process to PNG, median', long.bare, 'ms'),
    figure('50 steps, submit to finished, median', long.whole, 'ms'),
    figure('20 steps, submit to finished, more than in-process', short.whole - short.bare, 'ms'),
    figure('20 steps, in-process to PNG, median', short.bare, 'ms'),
    figure(`step leaving the model to its event, p50 of ${steps.length}`, quantile(steps, 0.5), 'ms', 5),
    figure(`step leaving the model to its event, p99 of ${steps.length}`, quantile(steps, 0.99), 'ms', 40),
    figure(`submit to ack, nothing developing, p95 of ${acks.length}`, quantile(acks, 0.95), 'ms', 30),
    figure(`submit to ack, while developing, p95 of ${busyAcks.length}`, quantile(busyAcks, 0.95), 'ms', 30),
    ...memory(usageByProcess(stack.parts.list())),
  ];
}

/** Medians of the same pictures made both ways, in turns, the first of a pair changing each time. Steps' delays go to `delays`. */
async function sideBySide(steps: number, bare: InProcess, visitor: Visitor, delays: number[]) {
  const bareMs: number[] = [];
  const wholeMs: number[] = [];
  for (let pair = -2; pair < pairs; pair++) {
    const work = { prompt: PROMPTS[Math.abs(pair) % PROMPTS.length] ?? '', steps, seed: 1000 + pair };
    const whole = async (): Promise<Developed> => visitor.develop(work);
    const isBareFirst = pair % 2 === 0;
    const early = isBareFirst ? undefined : await whole();
    const alone = await bare.paint(work);
    const developed = early ?? (await whole());
    // The first two warm both up.
    if (pair < 0) continue;
    bareMs.push(alone);
    wholeMs.push(developed.wholeMs);
    delays.push(...developed.stepMs);
  }
  return { bare: median(bareMs), whole: median(wholeMs) };
}

/** Each submitted when the one before it is done. */
async function submitAlone(visitor: Visitor): Promise<number[]> {
  const acks: number[] = [];
  for (let n = 0; n < SUBMITS; n++) acks.push((await visitor.develop({ prompt: 'a key', steps: 1, seed: n })).ackMs);
  return acks;
}

/** Into a line that is never empty, while the model takes all CPUs. */
async function submitWhileDeveloping(visitor: Visitor): Promise<number[]> {
  const acks: number[] = [];
  const pending: Promise<number>[] = [];
  for (let n = 0; n < SUBMITS; n++) {
    const { ackMs, finished } = await visitor.submit({ prompt: 'a key', steps: 10, seed: n });
    acks.push(ackMs);
    pending.push(finished);
    // As fast as two pictures may wait beside the one that develops; below the limit of a person.
    if (pending.length > 3) await pending[n - 3];
  }
  await Promise.all(pending);
  return acks;
}

function memory(usages: Usage[]): Figure[] {
  const processes = usages.map(({ name, megabytes, sharedMegabytes }) => ({ name, sum: megabytes + sharedMegabytes }));
  const all = { name: 'in all', sum: processes.reduce((total, { sum }) => total + sum, 0) };
  return [...processes, all].map(({ name, sum }) => figure(`memory of the idle stack, ${name}`, sum, 'MB'));
}
