/** Builds what is out of date: the Prisma client, the server, the pages. Two launchers of one checkout take turns. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Failure } from './failure.ts';
import { fingerprint, isBuiltFrom, markBuiltFrom } from './fingerprint.ts';
import { tryLock } from './lock.ts';
import { lastLines, newLog, openLog } from './logs.ts';
import { bin, inRoot, NODE_MODULES, ROOT } from './paths.ts';
import { poll } from './poll.ts';
import { wrapped } from './spawn.ts';

interface Target {
  name: string;
  inputs: string[];
  output: string;
  command: string[];
  /** Something of the output that a build makes last; without it the output is not taken for one. */
  proof: string;
  /** Cleared first, so that nothing stays of a source file that is gone. */
  clears?: boolean;
}

export const PRISMA_CLIENT: Target = {
  name: 'prisma client',
  inputs: ['prisma/schema.prisma', 'prisma/generate.ts', 'package-lock.json'],
  output: 'server/src/generated/prisma',
  proof: 'client.ts',
  command: [process.execPath, inRoot('prisma/generate.ts')],
};

const COMMON = ['protocol/package.json', 'protocol/src', 'tsconfig.base.json', 'package-lock.json'];

export const SERVER: Target = {
  name: 'server',
  inputs: ['server/src', 'server/tsconfig.json', 'server/package.json', 'prisma/schema.prisma', ...COMMON],
  output: 'server/dist',
  proof: 'main.js',
  command: [process.execPath, bin('tsc'), '-p', 'server/tsconfig.json'],
  clears: true,
};

export const PAGES: Target = {
  name: 'pages',
  inputs: ['client', ...COMMON],
  output: 'client/.next',
  proof: 'BUILD_ID',
  command: [process.execPath, bin('next'), 'build', 'client'],
};

export interface BuildOptions {
  home: string;
  signal: AbortSignal;
}

/** Answers "up to date" when there was nothing to do. */
export async function build(target: Target, { home, signal }: BuildOptions): Promise<string | undefined> {
  const hash = fingerprint(target.inputs);
  const isFresh = () => isBuiltFrom(target.output, hash) && fs.existsSync(inRoot(target.output, target.proof));
  if (isFresh()) return 'up to date';
  const lock = `${NODE_MODULES}/.build-${target.name.replace(' ', '-')}.lock`;
  const unlock = await poll(() => tryLock(lock).release, {
    what: `the end of another build of the ${target.name}`,
    timeoutMs: 300_000,
    signal,
  });
  try {
    if (isFresh()) return 'up to date';
    if (target.clears) fs.rmSync(inRoot(target.output), { recursive: true, force: true });
    await runLogged(target, home, signal);
    markBuiltFrom(target.output, hash);
    return undefined;
  } finally {
    unlock();
  }
}

async function runLogged(target: Target, home: string, signal: AbortSignal): Promise<void> {
  const logFile = newLog(home, `build-${target.name.replace(' ', '-')}`);
  const log = openLog(logFile);
  const [program = '', ...rest] = target.command;
  const [command, args] = wrapped(program, rest, { deathSignal: 'SIGTERM' });
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', log, log], signal });
  fs.closeSync(log);
  const [status] = await once(child, 'exit');
  if (status === 0) return;
  throw new Failure(
    `The build of the ${target.name} failed:\n${lastLines(logFile, 25)}`,
    `Mend what it says and run the command again. The whole log: ${logFile}`,
  );
}
