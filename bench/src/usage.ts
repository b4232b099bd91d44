/** What a running stack takes, by process. Linux only. */
import fs from 'node:fs';
import type { Part } from '../../stack/src/processes.ts';

export interface Usage {
  name: string;
  /** PSS, which shares out pages that several processes use, so that the sum is true. */
  megabytes: number;
  /** Open files and connections. */
  handles: number;
}

/** A part is its first process and all that this one started, and they in turn. */
export function usageByProcess(parts: Part[]): Usage[] {
  if (!fs.existsSync('/proc/self/smaps_rollup')) return [];
  const processes = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const startedBy = Map.groupBy(processes, parentOf);
  const family = (pid: string): string[] => [pid, ...(startedBy.get(pid) ?? []).flatMap(family)];
  return parts.flatMap(({ name, pid }) => {
    if (pid === undefined) return [];
    const [first = '', ...others] = family(String(pid));
    if (name !== 'torchserve') return [usage(name, [first, ...others])];
    return [usage('torchserve (java)', [first]), usage('torchserve (model)', others)];
  });
}

const usage = (name: string, pids: string[]): Usage => ({
  name,
  megabytes: sum(pids.map(pssOf)),
  handles: sum(pids.map(handlesOf)),
});

/** The fourth field of /proc/<pid>/stat, counted from behind the name, which may hold spaces. */
function parentOf(pid: string): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

const pssOf = (pid: string) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

function handlesOf(pid: string): number {
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
