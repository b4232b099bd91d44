/** Which processes run and who started whom, on Linux; elsewhere `statOf` knows of none. */
import fs from 'node:fs';

/**
 * The fields of /proc/<pid>/stat from the third on: state, parent, … Counted from behind the name, which may hold spaces. Undefined:
 * there is no such process.
 */
export function statOf(pid: number): string[] | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

export const processIds = (): number[] =>
  fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** A process and all that it started, and they in turn; the first of them first. */
export function familyOf(pid: number): number[] {
  const startedBy = Map.groupBy(processIds(), (id) => Number(statOf(id)?.[1]));
  const family = (id: number): number[] => [id, ...(startedBy.get(id) ?? []).flatMap(family)];
  return family(pid);
}
