/**
 * Postgres, Redis, S3 and the models: embedded, or those that the environment names. Each answers with the variables under which
 * server and worker find it.
 */
import { ensureBucket, type S3Settings } from './bucket.ts';
import { startPostgres } from './embedded-postgres.ts';
import { startS3 } from './embedded-s3.ts';
import { startValkey } from './embedded-valkey.ts';
import type { Env } from './env.ts';
import type { Parts } from './parts.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';
import { startTorchServe } from './torchserve.ts';

export interface ServiceOptions {
  home: string;
  /** What the person set; decides which parts are embedded. */
  given: Env;
  parts: Parts;
  ports: Ports;
  secrets: Secrets;
}

export async function postgres({ home, given, parts, ports, secrets }: ServiceOptions): Promise<Env> {
  if (given.DATABASE_URL) return { DATABASE_URL: given.DATABASE_URL };
  const port = await ports.for('postgres');
  return { DATABASE_URL: await startPostgres({ home, port, password: secrets.postgres, parts }) };
}

export async function redis({ home, given, parts, ports, secrets }: ServiceOptions): Promise<Env> {
  if (given.REDIS_URL) return { REDIS_URL: given.REDIS_URL };
  const port = await ports.for('valkey');
  return { REDIS_URL: await startValkey({ home, port, password: secrets.valkey, parts }) };
}

export async function objectStore({ home, given, parts, ports, secrets }: ServiceOptions): Promise<Env> {
  const settings = namesObjectStore(given) ? s3Settings(given) : await embedded();
  await ensureBucket(settings);
  return { ...settings };

  async function embedded(): Promise<S3Settings> {
    const address = await startS3({ home, port: await ports.for('s3'), secretKey: secrets.s3, parts });
    return s3Settings({ S3_BUCKET: given.S3_BUCKET, ...address });
  }
}

const AWS_CREDENTIALS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** A bucket's name alone says nothing of where it lies: then it names the embedded one. With AWS credentials it is one at AWS. */
export function namesObjectStore(given: Env): boolean {
  if (given.S3_ENDPOINT || given.S3_ACCESS_KEY_ID) return true;
  return Boolean(given.S3_BUCKET) && AWS_CREDENTIALS.some((name) => given[name]);
}

export function s3Settings(given: Env): S3Settings {
  return {
    S3_ENDPOINT: given.S3_ENDPOINT,
    S3_REGION: given.S3_REGION || given.AWS_REGION || 'us-east-1',
    S3_BUCKET: given.S3_BUCKET || 'darkroom',
    S3_ACCESS_KEY_ID: given.S3_ACCESS_KEY_ID,
    S3_SECRET_ACCESS_KEY: given.S3_SECRET_ACCESS_KEY,
    S3_FORCE_PATH_STYLE: given.S3_FORCE_PATH_STYLE || (given.S3_ENDPOINT ? 'true' : undefined),
  };
}

/** An external TorchServe is taken as it is, away or not: prompts for it wait until it is there. */
export async function models(
  { home, given, parts, ports }: ServiceOptions,
  redisUrl: string | undefined,
): Promise<Env> {
  const { TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL, TORCHSERVE_KEY_FILE } = given;
  if (TORCHSERVE_URL) return { TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL, TORCHSERVE_KEY_FILE };
  return startTorchServe({ home, ports, parts, env: { DARKROOM_CANCEL_REDIS_URL: redisUrl } });
}
