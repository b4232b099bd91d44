/** What can befall a part of a stack. */
import { poll } from '../../../stack/src/poll.ts';
import { familyOf, statOf } from '../../../stack/src/process-tree.ts';
import type { Stack } from '../../../stack/src/stack.ts';

export type Name = 'postgres' | 'valkey' | 's3' | 'torchserve';

/** It takes connections and answers nothing, as a machine that swaps or a network that drops packets. Returns what thaws it. */
export function freeze(stack: Stack, name: Name): () => void {
  const pids = familyOf(pidOf(stack, name));
  const signal = (what: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids) process.kill(pid, what);
  };
  signal('SIGSTOP');
  return () => signal('SIGCONT');
}

/** SIGKILL to it and all that it started, and it stays away until it is started again. */
export async function killForGood(stack: Stack, name: Name): Promise<void> {
  const pids = familyOf(pidOf(stack, name));
  stack.parts.get(name).kill();
  // Postgres's own processes are in groups of their own and hold its memory, which the next one wants.
  for (const pid of pids) killIfThere(pid);
  await poll(() => (pids.some(isAlive) ? undefined : true), { what: `the end of ${name}`, timeoutMs: 10_000 });
}

function pidOf(stack: Stack, name: Name): number {
  const { pid } = stack.parts.get(name);
  if (!pid) throw new Error(`${name} does not run`);
  return pid;
}

/** A zombie is gone; nobody may ever collect it. */
function isAlive(pid: number): boolean {
  const state = statOf(pid)?.[0];
  return state !== undefined && state !== 'Z';
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with the others.
  }
}
