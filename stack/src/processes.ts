/**
 * Parts: the long-lived processes of the stack.
 * Promised: a part that dies is started again (with backoff) once it was ready; `stop` ends it, by SIGKILL if it must; and on
 * Linux a part ends when the launcher does, even by SIGKILL, because the kernel signals it then (pdeathsig).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.ts';
import { follow, lastLines, openLog } from './logs.ts';
import { poll } from './poll.ts';
import { wrapped } from './spawn.ts';

export interface PartSpec {
  name: string;
  command: string;
  args: string[];
  logFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Asks for a quick but clean end. Sent by `stop`, and by the kernel when the launcher dies. */
  stopSignal?: 'SIGTERM' | 'SIGINT';
  asNobody?: boolean;
  /** Higher layers stand on lower ones and are stopped first. */
  layer: Layer;
  /** Resolves to anything but undefined once the part serves. Asked again after a restart only by those who want to know. */
  ready: () => Promise<unknown>;
  readyTimeoutMs?: number;
  /** What of a line of its output, if anything, is shown at the terminal as well. */
  notable?: (line: string) => string | undefined;
}

export type Layer = 'data' | 'model' | 'app';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
/** A part that lived this long begins again with the shortest pause. */
const STEADY_MS = 60_000;

export class Part {
  readonly spec: PartSpec;
  readonly #onTrouble: (message: string) => void;
  #child: ChildProcess | undefined;
  #state: 'starting' | 'running' | 'stopping' = 'starting';
  #backoffMs = FIRST_BACKOFF_MS;
  #startedAt = 0;
  #pause = new AbortController();

  constructor(spec: PartSpec, onTrouble: (message: string) => void) {
    this.spec = spec;
    this.#onTrouble = onTrouble;
  }

  get name(): string {
    return this.spec.name;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process and waits until it serves. A part that dies before that is not tried again: its log says why. */
  async start(): Promise<void> {
    this.#state = 'starting';
    this.#pause = new AbortController();
    this.#spawn();
    try {
      await poll(this.spec.ready, {
        what: `${this.name} becoming ready`,
        timeoutMs: this.spec.readyTimeoutMs ?? 30_000,
        signal: this.#pause.signal,
      });
      // A stop that came in the very moment of readiness stands, or its end would be taken for a crash and mended.
      this.#pause.signal.throwIfAborted();
      this.#state = 'running';
    } catch (error) {
      await this.stop();
      throw this.#failedToStart(error);
    }
  }

  #failedToStart(error: unknown): Failure {
    const why = error instanceof Error ? error.message : String(error);
    return new Failure(
      `${this.name} did not start: ${why}\n${lastLines(this.spec.logFile)}`,
      `The whole log: ${this.spec.logFile}`,
    );
  }

  #spawn(): void {
    const { name, env, cwd, logFile, asNobody, notable } = this.spec;
    const [command, args] = wrapped(this.spec.command, this.spec.args, {
      asNobody,
      deathSignal: this.spec.stopSignal ?? 'SIGTERM',
    });
    const log = openLog(logFile);
    // A process group of its own: Ctrl-C in the terminal reaches the launcher alone, which then stops all parts in order.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', notable ? 'pipe' : log, log],
      detached: true,
    });
    fs.closeSync(log);
    if (notable && child.stdout) follow(child.stdout, logFile, notable);
    this.#child = child;
    this.#startedAt = Date.now();
    child.once('error', (error) => this.#ended(child, `${name} could not be run: ${error.message}`));
    child.once('exit', (code, signal) => this.#ended(child, `${name} ended (${signal ?? `exit status ${code}`})`));
  }

  #ended(child: ChildProcess, what: string): void {
    if (this.#child !== child) return;
    killGroup(child, 'SIGKILL');
    this.#child = undefined;
    if (this.#state === 'starting') this.#pause.abort(new Error(what));
    if (this.#state === 'running') void this.#restart(what);
  }

  async #restart(what: string): Promise<void> {
    if (Date.now() - this.#startedAt > STEADY_MS) this.#backoffMs = FIRST_BACKOFF_MS;
    const pauseMs = this.#backoffMs;
    this.#backoffMs = Math.min(pauseMs * 2, LONGEST_BACKOFF_MS);
    this.#onTrouble(`${what}; starting it again in ${pauseMs / 1000} s. Log: ${this.spec.logFile}`);
    await sleep(pauseMs, undefined, { signal: this.#pause.signal }).catch(() => {});
    if (this.#state === 'running' && !this.#child) this.#spawn();
  }

  /** Ends the process and what it started. Never rejects; over at the latest shortly after `graceMs`. */
  async stop(graceMs = 4000): Promise<void> {
    this.#state = 'stopping';
    this.#pause.abort(new Error('stopped'));
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(this.spec.stopSignal ?? 'SIGTERM');
    await Promise.race([gone, sleep(graceMs, undefined, { ref: false })]);
    killGroup(child, 'SIGKILL');
    await gone;
  }

  /** Now, and with all that it started. */
  kill(): void {
    this.#state = 'stopping';
    if (this.#child) killGroup(this.#child, 'SIGKILL');
  }
}

/** What is left of a part's process group once its first process is gone, such as a wrapper's children. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing is left: good.
  }
}
