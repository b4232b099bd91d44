import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { processIds, statOf } from '../src/process-tree.ts';

/** A folder that `nobody` may enter, so that Postgres stays in it also when the tests run as root. */
export function temporaryHome(): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-stack-'));
  fs.chmodSync(home, 0o755);
  return home;
}

export async function query(url: string | undefined, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** One command to Redis; answers its raw reply. */
export async function redis(url: string | undefined, command: string): Promise<string> {
  const { hostname, port, password } = new URL(url ?? '');
  const socket = net.connect(Number(port), hostname);
  socket.end(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`);
  let reply = '';
  for await (const bytes of socket) reply += bytes;
  return reply;
}

/** A program that holds a port. */
export async function occupy(port = 0): Promise<{ port: number; release: () => Promise<void> }> {
  const server = net.createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as net.AddressInfo;
  return {
    port: taken,
    async release() {
      server.close();
      await once(server, 'close');
    },
  };
}

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** All processes that run; those that ended and only wait to be buried do not count. */
export function processes(): Process[] {
  return processIds().flatMap((pid) => {
    try {
      const [state, parent] = statOf(pid) ?? ['X'];
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return state === 'Z' || state === 'X' ? [] : [{ pid, parent: Number(parent), command }];
    } catch {
      return [];
    }
  });
}

export function descendantsOf(pid: number): Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((process) => process.parent === parent).flatMap((process) => [process, ...below(process.pid)]);
  return below(pid);
}

/** Those of `before` that still run, as the same program. */
export function survivors(before: Process[]): string[] {
  const now = new Map(processes().map(({ pid, command }) => [pid, command]));
  return before.filter(({ pid, command }) => now.get(pid) === command).map(({ pid, command }) => `${pid} ${command}`);
}

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

/** A child with its output gathered. `ended` resolves when it has ended and said all. */
export function launch(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd?: string) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const gather = (bytes: Buffer) => {
    output += bytes;
  };
  child.stdout.on('data', gather);
  child.stderr.on('data', gather);
  const ended = once(child, 'close').then(([status, signal]): Ended => ({ status, signal, output }));
  return { child, pid: child.pid ?? 0, ended, output: () => output };
}
