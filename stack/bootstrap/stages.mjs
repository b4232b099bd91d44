/** Stages before anything is installed: their lines, their logs and their failures. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const LOGS = path.resolve(ROOT, process.env.DARKROOM_HOME || '.darkroom', 'logs');

/** @returns {never} */
export function fail(message, remedy) {
  throw Object.assign(new Error(message), { remedy });
}

export class Stages {
  constructor({ quiet }) {
    this.quiet = quiet;
  }

  /** `work` answers "up to date" when there was nothing to do. */
  async run(name, work) {
    const startedAt = performance.now();
    const line = (sign, note) => {
      const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`.padStart(7);
      const text = `  ${sign} ${name.padEnd(20)} ${seconds}${note ? `  ${note}` : ''}`;
      if (!this.quiet) console.log(text);
      else if (note !== 'up to date') console.error(text);
    };
    try {
      line('✓', await work());
    } catch (error) {
      line('✗', 'failed');
      throw error;
    }
  }
}

/** Runs a program with its output in a log. @throws with the end of that output, where the whole is, and `remedy`. */
export function runLogged(what, command, args, { remedy, env = process.env }) {
  fs.mkdirSync(LOGS, { recursive: true });
  const logFile = path.join(LOGS, `install-${what}.log`);
  const log = fs.openSync(logFile, 'w');
  const child = spawn(...endingWithUs(command, args), { cwd: ROOT, env, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(Object.assign(new Error(`${command}: ${error.message}`), { remedy })));
    child.once('exit', (status, signal) => {
      if (status === 0) return resolve(undefined);
      const why = fs.readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-12).join('\n    ');
      const message = `${path.basename(command)} ${args.slice(0, 3).join(' ')} ended with ${signal ?? `status ${status}`}:\n    ${why}`;
      reject(Object.assign(new Error(message), { remedy: `${remedy}\nThe whole output: ${logFile}` }));
    });
  });
}

/** On Linux the kernel sends the child SIGTERM when this process ends in whatever way, so that nothing is left behind. */
export function endingWithUs(command, args) {
  const hasSetpriv =
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig=TERM', '--', 'true']).status === 0;
  return hasSetpriv ? ['setpriv', ['--pdeathsig=TERM', '--', command, ...args]] : [command, args];
}

/** One hash over files below the root. */
export function hashOf(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(fs.readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

export const readIfThere = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined);
