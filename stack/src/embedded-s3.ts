/** An S3 server of our own (nanio, a Python package) that keeps its objects as files in DARKROOM_HOME. */
import path from 'node:path';
import { newLog } from './logs.ts';
import type { Parts } from './parts.ts';
import { PYTHON } from './paths.ts';

interface Options {
  home: string;
  port: number;
  secretKey: string;
  parts: Parts;
}

const EMBEDDED_ACCESS_KEY = 'darkroom';

/** The variables under which server and worker find it. */
export const embeddedS3 = (port: number, secretKey: string) => ({
  S3_ENDPOINT: `http://127.0.0.1:${port}`,
  S3_ACCESS_KEY_ID: EMBEDDED_ACCESS_KEY,
  S3_SECRET_ACCESS_KEY: secretKey,
});

export async function startS3({ home, port, secretKey, parts }: Options) {
  const settings = embeddedS3(port, secretKey);
  const data = path.join(home, 's3');
  await parts.start({
    name: 's3',
    layer: 'data',
    command: PYTHON,
    args: [
      '-m',
      'nanio',
      'serve',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--data-dir',
      data,
      '--no-access-log',
    ],
    env: { NANIO_ACCESS_KEY: EMBEDDED_ACCESS_KEY, NANIO_SECRET_KEY: secretKey },
    logFile: newLog(home, 's3'),
    // Any answer will do: an unsigned request is refused with 403.
    ready: async () => (await fetch(settings.S3_ENDPOINT, { signal: AbortSignal.timeout(2000) })).status,
  });
  return settings;
}
