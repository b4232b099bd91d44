/** Wraps a command so that it ends with the launcher, and so that Postgres, which refuses to run as root, runs as nobody. */
import { spawnSync } from 'node:child_process';
import { Failure } from './failure.ts';

export const NOBODY = 65_534;
export const isRoot = process.getuid?.() === 0;

interface Wrapping {
  asNobody?: boolean | undefined;
  deathSignal: 'SIGTERM' | 'SIGINT' | 'SIGKILL';
}

export function wrapped(command: string, args: string[], { asNobody, deathSignal }: Wrapping): [string, string[]] {
  // Elsewhere than on Linux nothing like pdeathsig exists: there a launcher that is killed by -9 leaves its parts behind.
  if (process.platform !== 'linux') return [command, args];
  assertSetpriv();
  const identity = asNobody && isRoot ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
  return ['setpriv', [...identity, `--pdeathsig=${deathSignal.slice(3)}`, '--', command, ...args]];
}

let checked = false;
function assertSetpriv(): void {
  if (checked) return;
  if (spawnSync('setpriv', ['--pdeathsig=TERM', '--', 'true']).status !== 0) {
    throw new Failure(
      'The program setpriv (of util-linux) is not there.',
      'Install it: sudo apt-get install -y util-linux',
    );
  }
  checked = true;
}
