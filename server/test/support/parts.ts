/** What can befall a part of a stack. */
import { readdirSync, readFileSync } from 'node:fs';
import { poll } from '../../../stack/src/poll.ts';
import type { Stack } from '../../../stack/src/stack.ts';

type Name = 'postgres' | 'valkey' | 's3' | 'torchserve';

/** It takes connections and answers nothing, as a machine that swaps or a network that drops packets. Returns what thaws it. */
export function freeze(stack: Stack, name: Name): () => void {
  const pids = family(pidOf(stack, name));
  const signal = (what: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids) process.kill(pid, what);
  };
  signal('SIGSTOP');
  return () => signal('SIGCONT');
}

/** SIGKILL, and it stays away until it is started again. */
export async function killForGood(stack: Stack, name: Name): Promise<void> {
  const part = stack.parts.get(name);
  const pid = pidOf(stack, name);
  part.kill();
  await poll(() => (isAlive(pid) ? undefined : true), { what: `the end of ${name}`, timeoutMs: 10_000 });
}

function pidOf(stack: Stack, name: Name): number {
  const { pid } = stack.parts.get(name);
  if (!pid) throw new Error(`${name} does not run`);
  return pid;
}

/** A process and all that it started. */
function family(pid: number): number[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = processes.map(Number).filter((candidate) => parentOf(candidate) === pid);
  return [pid, ...children.flatMap(family)];
}

/** The fourth field of /proc/<pid>/stat, counted from behind the name, which may hold spaces. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
