/**
 * The S3 server that tests run on: the one in S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY if the runner gives
 * one, else an embedded one of its own on a free port and in a temporary folder. It needs `nanio` in the repository's Python
 * environment (or in DARKROOM_TEST_PYTHON).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const PYTHON = process.env.DARKROOM_TEST_PYTHON ?? join(import.meta.dirname, '../../../.venv/bin/python');
const START_TIMEOUT_MS = 20_000;

export interface S3Server {
  /** As server/src/config/env.ts reads it. */
  env: Record<'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY', string>;
  stop(): Promise<void>;
}

export async function s3Server(): Promise<S3Server> {
  const { S3_ENDPOINT, S3_BUCKET = 'darkroom', S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env;
  if (S3_ENDPOINT && S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY) {
    return { env: { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }, stop: async () => {} };
  }
  return await startEmbedded();
}

async function startEmbedded(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-s3-'));
  const port = await freePort();
  const keys = { S3_ACCESS_KEY_ID: 'tester', S3_SECRET_ACCESS_KEY: 'a-secret-of-the-tests-only' };
  const args = ['-m', 'nanio', 'serve', '--host', '127.0.0.1', '--port', String(port), '--data-dir', folder];
  const server = spawn(PYTHON, [...args, '--no-access-log'], {
    stdio: 'ignore',
    env: { ...process.env, NANIO_ACCESS_KEY: keys.S3_ACCESS_KEY_ID, NANIO_SECRET_KEY: keys.S3_SECRET_ACCESS_KEY },
  });
  await Promise.race([listening(port), ended(server)]);
  return {
    env: { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'darkroom', ...keys },
    stop: async () => {
      server.kill();
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ended(server: ChildProcess): Promise<never> {
  const [code] = await once(server, 'exit');
  throw new Error(`The S3 server ended with ${code}; is nanio installed for ${PYTHON}?`);
}

async function listening(port: number): Promise<void> {
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await setTimeout(25)) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
  }
  throw new Error(`The S3 server did not listen on port ${port} within ${START_TIMEOUT_MS} ms`);
}
