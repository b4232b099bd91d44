/** What a running stack takes, by process. Linux only. */
import fs from 'node:fs';
import { familyOf } from '../../stack/src/process-tree.ts';
import type { Part } from '../../stack/src/processes.ts';

export interface Usage {
  name: string;
  /** PSS, which shares out pages that several processes use, so that the sum is true; without shared memory. */
  megabytes: number;
  /** Shared memory as far as it was used: Postgres' cache, whose size is set. */
  sharedMegabytes: number;
  /** Open files and connections. */
  handles: number;
}

/** A part is its first process and all that this one started, and they in turn. */
export function usageByProcess(parts: Part[]): Usage[] {
  if (!fs.existsSync('/proc/self/smaps_rollup')) return [];
  return parts.flatMap(({ name, pid }) => {
    if (pid === undefined) return [];
    const [first = pid, ...others] = familyOf(pid);
    if (name !== 'torchserve') return [usage(name, [first, ...others])];
    return [usage('torchserve (java)', [first]), usage('torchserve (model)', others)];
  });
}

function usage(name: string, pids: number[]): Usage {
  const maps = pids.map((pid) => read(`/proc/${pid}/smaps_rollup`));
  const megabytes = (kind: string) => sum(maps.map((map) => kilobytes(map, kind))) / 1024;
  const sharedMegabytes = megabytes('Pss_Shmem');
  return { name, megabytes: megabytes('Pss') - sharedMegabytes, sharedMegabytes, handles: sum(pids.map(handlesOf)) };
}

const kilobytes = (map: string, kind: string) => Number(new RegExp(`^${kind}:\\s+(\\d+) kB`, 'm').exec(map)?.[1] ?? 0);
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

function handlesOf(pid: number): number {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** Empty for a process that ended meanwhile. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
