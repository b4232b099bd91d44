/** Database and bucket of the Darkroom that the settings name, running or not. */
import fs from 'node:fs';
import { ensureBucket, s3Client } from '../bucket.ts';
import { postgresUrl } from '../embedded-postgres.ts';
import { embeddedS3 } from '../embedded-s3.ts';
import type { Env } from '../env.ts';
import { Failure } from '../failure.ts';
import { homeLock, tryLock } from '../lock.ts';
import { Ports } from '../ports.ts';
import { readSecrets } from '../secrets.ts';
import { namesObjectStore, s3Settings } from '../services.ts';
import { readSettings, type Settings } from '../settings.ts';
import { startStack } from '../stack.ts';
import type { Bucket } from './objects.ts';

export interface Stores {
  databaseUrl: string;
  bucket: Bucket;
}

/**
 * Embedded ones are found where they run; if they do not, they are started for as long as `use` takes. `alone`: they must not be in
 * use by a running Darkroom. @throws Failure
 */
export async function withStores<T>({ alone }: { alone: boolean }, use: (stores: Stores) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const { home, given } = settings;
  if (given.DATABASE_URL && namesObjectStore(given)) return open(given, use);
  if (!alone && !fs.existsSync(home)) throw new Failure(`There is no Darkroom in ${home}.`);
  fs.mkdirSync(home, { recursive: true });
  const { release } = tryLock(homeLock(home));
  if (!release) {
    if (alone) throw new Failure('Darkroom is running.', 'Stop it first (Ctrl-C where npm start runs).');
    return open(whereTheyRun(settings), use);
  }
  release();
  const stack = await startStack({ home, given, upTo: 'data' });
  try {
    return await open(stack.env, use);
  } finally {
    await stack.stop();
  }
}

function whereTheyRun({ home, given }: Settings): Env {
  const secrets = readSecrets(home);
  const ports = new Ports(home);
  return {
    DATABASE_URL: given.DATABASE_URL ?? postgresUrl(ports.remembered('postgres'), secrets.postgres),
    ...(namesObjectStore(given)
      ? s3Settings(given)
      : s3Settings({ S3_BUCKET: given.S3_BUCKET, ...embeddedS3(ports.remembered('s3'), secrets.s3) })),
  };
}

async function open<T>(env: Env, use: (stores: Stores) => Promise<T>): Promise<T> {
  const settings = s3Settings(env);
  await ensureBucket(settings);
  const client = s3Client(settings);
  try {
    return await use({ databaseUrl: env.DATABASE_URL ?? '', bucket: { client, name: settings.S3_BUCKET } });
  } finally {
    client.destroy();
  }
}
