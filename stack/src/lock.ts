/** Locks between launchers. A lock whose owner is gone, or whose number went to another process, is taken over. */
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.ts';
import { statOf } from './process-tree.ts';

interface Owner {
  pid: number;
  /** When that process started, so that a stranger with the same number is not taken for it. */
  started: string;
}

export type Attempt = { release: () => void; owner?: undefined } | { release?: undefined; owner: Owner | undefined };

/** One launcher at a time on a DARKROOM_HOME. Returns the function that gives the lock back. */
export function lockHome(home: string): () => void {
  fs.mkdirSync(home, { recursive: true });
  const { release, owner } = tryLock(homeLock(home));
  if (release) return release;
  throw new Failure(
    `Another Darkroom (process ${owner?.pid ?? 'unknown'}) is using ${home}.`,
    'Stop it first, or give this one a folder and a port of its own: DARKROOM_HOME=.darkroom-2 PORT=3001 npm start',
  );
}

export const homeLock = (home: string) => path.join(home, 'launcher.lock');

export function tryLock(file: string): Attempt {
  const mine: Owner = { pid: process.pid, started: startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(file, mine)) return { release: () => giveBack(file, mine) };
    const owner = readOwner(file);
    if (owner && isAlive(owner)) return { owner };
    fs.rmSync(file, { force: true });
  }
  return { owner: readOwner(file) };
}

/** Written aside and linked into place: linking fails when the lock is there, and nobody ever reads half a lock. */
function tryCreate(file: string, owner: Owner): boolean {
  const aside = `${file}.${process.pid}`;
  fs.writeFileSync(aside, JSON.stringify(owner));
  try {
    fs.linkSync(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function giveBack(file: string, mine: Owner): void {
  if (readOwner(file)?.pid === mine.pid) fs.rmSync(file, { force: true });
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(pid) === started;
}

/**
 * On Linux the clock ticks since boot (field 22 of /proc/<pid>/stat) and whether the process is a zombie, which holds nothing any more.
 * Elsewhere the number of the process has to do.
 */
function startOf(pid: number): string {
  const fields = statOf(pid);
  return fields?.[0] === 'Z' ? 'ended' : (fields?.[19] ?? '');
}
