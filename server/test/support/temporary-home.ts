import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PREFIX = 'darkroom-test-';

export interface TemporaryHome {
  path: string;
  remove(): void;
}

/** A folder for the data and logs of one test file. Those of runs that were killed are cleared on the way. */
export function temporaryHome(): TemporaryHome {
  clearAbandoned();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  // Postgres runs as nobody where the tests run as root.
  fs.chmodSync(home, 0o755);
  return { path: home, remove: () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }) };
}

function clearAbandoned(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
