/** Hands over to another program, as if it were this process: signals, status and the end of either go both ways. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { endingWithUs } from './stages.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export function execUnder(program, args, options = {}) {
  const [command, all] = endingWithUs(program, args);
  // A session of its own: the terminal's Ctrl-C reaches this process, which passes it on, and not the child a second time.
  const child = spawn(command, all, { stdio: 'inherit', detached: true, ...options });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  return new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => process.exit(status ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0)));
  });
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** npm killed by SIGKILL tells nobody. Whoever runs `npm start` takes npm for the launcher, so its end counts as a signal. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const ancestors = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  const timer = setInterval(() => {
    if (ancestors.every(isAlive)) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 500);
  timer.unref();
}

function parentOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    // npm is either our parent or that of the shell in between; what stands above npm is none of our business.
    return /^(sh|dash|bash|ash)$/.test(name) ? Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) : 0;
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
