/** Runs one command of a suite to its end, its output in a log, and counts. Nothing that it started is left running. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { lastLines } from '../logs.ts';
import { ROOT } from '../paths.ts';
import { wrapped } from '../spawn.ts';
import { type Counts, countsOf } from './counts.ts';
import type { Run } from './suites.ts';

/** A suite that hangs must not take the whole run with it. */
const LONGEST_MS = 30 * 60_000;

export interface Context {
  /** Folder for logs and reports. */
  dir: string;
  env: Record<string, string | undefined>;
  signal: AbortSignal;
}

export interface Outcome extends Counts {
  /** For the terminal, when something failed. */
  complaint: string | undefined;
}

export async function runOne(suite: string, run: Run, report: string, { dir, env, signal }: Context): Promise<Outcome> {
  const logFile = path.join(dir, `${suite}-${run.label.replaceAll('/', '-')}.log`);
  const isOk = await succeeds(run, logFile, env, AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]));
  const counts = countsOf(run.format, report, isOk);
  const complaint = counts.failed
    ? `\n── ${suite} (${run.label}), the end of ${logFile}:\n${lastLines(logFile, 60)}\n`
    : undefined;
  return { ...counts, complaint };
}

async function succeeds(run: Run, logFile: string, env: Context['env'], signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const [program = '', ...rest] = run.command;
  const [command, args] = wrapped(program, rest, { deathSignal: 'SIGKILL' });
  const log = fs.openSync(logFile, 'w');
  const child = spawn(command, args, {
    cwd: run.cwd ?? ROOT,
    env: { ...process.env, ...env, ...run.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  fs.closeSync(log);
  const killAll = () => child.pid && killGroup(child.pid);
  signal.addEventListener('abort', killAll);
  try {
    const [status] = await once(child, 'exit');
    return status === 0;
  } catch (error) {
    fs.appendFileSync(logFile, `${error}\n`);
    return false;
  } finally {
    signal.removeEventListener('abort', killAll);
    killAll();
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of it: good.
  }
}
