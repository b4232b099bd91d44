/**
 * A gateway or a worker as it runs for people: a process of its own from server/dist. It ends with the test runner, even when that is
 * killed. Precondition: the server and the pages are built.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { inRoot } from '../../../stack/src/paths.ts';
import { poll } from '../../../stack/src/poll.ts';
import { wrapped } from '../../../stack/src/spawn.ts';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

export interface AppOptions {
  script: 'main.js' | 'worker.js';
  env: Record<string, string>;
  logFile: string;
  /** Resolves to anything but undefined once it serves. */
  ready: (log: string) => Promise<unknown> | unknown;
}

export class AppProcess {
  private readonly options: AppOptions;
  private child: ChildProcess | undefined;

  constructor(options: AppOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    const { script, env, logFile, ready } = this.options;
    assertBuilt(script);
    const output = fs.openSync(logFile, 'w');
    const flags = ['--disable-warning=ExperimentalWarning', '--enable-source-maps'];
    const [command, args] = wrapped(process.execPath, [...flags, inRoot('server/dist', script)], {
      deathSignal: 'SIGKILL',
    });
    const child = spawn(command, args, {
      cwd: inRoot(),
      // Nothing of the runner's environment but what every program needs.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', output, output],
    });
    fs.closeSync(output);
    this.child = child;
    const ask = async () => {
      if (hasEnded(child)) throw new Error(`${script} ended:\n${this.log()}`);
      return await ready(this.log());
    };
    await poll(ask, { what: `${script} becoming ready`, timeoutMs: START_TIMEOUT_MS });
  }

  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error(`${this.options.script} was never started`);
    return pid;
  }

  get isAlive(): boolean {
    return this.child !== undefined && !hasEnded(this.child);
  }

  /** Resident memory. */
  megabytes(): number {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  }

  /** What it wrote since its latest start. */
  log(): string {
    return fs.readFileSync(this.options.logFile, 'utf8');
  }

  /** As a machine that loses its power. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** In order, as at a deployment. Fails if it has to be killed. */
  async stop(): Promise<void> {
    const patience = setTimeout(() => this.child?.kill('SIGKILL'), STOP_TIMEOUT_MS);
    const signal = await this.end('SIGTERM');
    clearTimeout(patience);
    if (signal === 'SIGKILL') throw new Error(`${this.options.script} did not stop within ${STOP_TIMEOUT_MS} ms`);
  }

  private async end(signal: NodeJS.Signals): Promise<NodeJS.Signals | null> {
    const { child } = this;
    if (!child || hasEnded(child)) return null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const [, endedBy] = await gone;
    return endedBy;
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function assertBuilt(script: AppOptions['script']): void {
  assertThere(`server/dist/${script}`, 'npx tsc -p server/tsconfig.json');
  if (script === 'main.js') assertThere('client/.next/BUILD_ID', 'npx next build client');
}

function assertThere(file: string, command: string): void {
  if (!fs.existsSync(inRoot(file))) throw new Error(`${file} is missing. Build it first: ${command}`);
}
