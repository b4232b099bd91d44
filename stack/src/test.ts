/**
 * `npm test [-- --only unit,pytest]`: format, lint, types, boundaries, unit, integration, pytest and browser tests, one after
 * another and on after a failure. Data, ports and logs are its own (.test/), so it runs beside a running Darkroom.
 * The last line sums all suites, `N passed, N failed`; status 0 only when none failed.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describe, Failure } from './failure.ts';
import { inRoot } from './paths.ts';
import { Stages } from './stages.ts';
import type { Counts } from './test/counts.ts';
import { prepare } from './test/prepare.ts';
import { runOne } from './test/run.ts';
import { forgetOwnSettings, SharedStack } from './test/shared-stack.ts';
import { SUITES, type Suite } from './test/suites.ts';

const TESTS = inRoot('.test');

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

try {
  const total = await main(chosen());
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(interrupted.signal.aborted ? 130 : total.failed ? 1 : 0);
} catch (error) {
  console.error(`\n${describe(error)}`);
  process.exit(1);
}

function chosen(): Suite[] {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (!values.only) return SUITES;
  const names = values.only.split(',');
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length)
    throw new Failure(`No such suite: ${unknown}.`, `There are: ${SUITES.map(({ name }) => name).join(', ')}`);
  return SUITES.filter(({ name }) => names.includes(name));
}

async function main(suites: Suite[]): Promise<Counts> {
  forgetOwnSettings();
  const dir = newRunFolder();
  const stages = new Stages();
  const stack = new SharedStack(dir, stages, interrupted.signal);
  const total = { passed: 0, failed: 0 };
  const prepared = await attempt('build', () =>
    prepare(suites, { home: path.join(dir, 'home'), stages, signal: interrupted.signal }),
  );
  if (!prepared) total.failed++;
  try {
    for (const suite of suites) {
      if (interrupted.signal.aborted) break;
      const counts = prepared || !suite.needs ? await runSuite(suite, dir, stages, stack) : notRun(suite);
      total.passed += counts.passed;
      total.failed += counts.failed;
    }
  } finally {
    await stack.stop();
  }
  // The logs of a failed run are worth keeping; those of a good one are not.
  if (total.failed === 0) fs.rmSync(dir, { recursive: true, force: true });
  return total;
}

/** On what an earlier build left behind, its results would say nothing. */
function notRun({ name }: Suite): Counts {
  console.error(`\n── ${name}: not run, because the build failed\n`);
  return { passed: 0, failed: 1 };
}

async function runSuite(suite: Suite, dir: string, stages: Stages, stack: SharedStack): Promise<Counts> {
  const env = await attempt(suite.name, () => stack.env(suite.needs));
  if (!env) return { passed: 0, failed: 1 };
  const total = { passed: 0, failed: 0 };
  const complaints: string[] = [];
  await stages.run(suite.name, async () => {
    const report = path.join(dir, `${suite.name}.report`);
    for (const run of suite.runs(report)) {
      const { passed, failed, complaint } = await runOne(suite.name, run, report, {
        dir,
        env,
        signal: interrupted.signal,
      });
      total.passed += passed;
      total.failed += failed;
      if (complaint) complaints.push(complaint);
    }
    return `${total.passed} passed${total.failed ? `, ${total.failed} FAILED` : ''}`;
  });
  for (const complaint of complaints) console.log(complaint);
  return total;
}

/** Undefined, and the reason at the terminal, when it failed: the suites after it still have their turn. */
async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!interrupted.signal.aborted) console.error(`\n── ${what}: ${describe(error)}\n`);
    return undefined;
  }
}

/** Folders of earlier runs go when their process is gone. */
function newRunFolder(): string {
  fs.mkdirSync(TESTS, { recursive: true });
  for (const name of fs.readdirSync(TESTS)) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    if (pid && !fs.existsSync(`/proc/${pid}`)) fs.rmSync(path.join(TESTS, name), { recursive: true, force: true });
  }
  const dir = path.join(TESTS, `run-${process.pid}`);
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
  return dir;
}
