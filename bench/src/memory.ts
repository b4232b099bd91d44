/** Memory by process of a running stack, in MB: PSS, which shares out pages that several use, so that the sum is true. Linux only. */
import fs from 'node:fs';
import type { Part } from '../../stack/src/processes.ts';

/** A part is a process group: its first process and all that this one started. */
export function memoryByProcess(parts: Part[]): [name: string, megabytes: number][] {
  if (!fs.existsSync('/proc/self/smaps_rollup')) return [];
  const members = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return parts.flatMap(({ name, pid }) => {
    if (pid === undefined) return [];
    const group = members.filter((member) => groupOf(member) === pid);
    if (name !== 'torchserve') return [[name, sum(group)]];
    const models = group.filter((member) => Number(member) !== pid);
    return [
      ['torchserve (java)', sum([String(pid)])],
      ['torchserve (model)', sum(models)],
    ];
  });
}

function groupOf(pid: string): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

const pssOf = (pid: string) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
const sum = (pids: string[]) => pids.map(pssOf).reduce((a, b) => a + b, 0);

/** Empty for a process that ended meanwhile. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
