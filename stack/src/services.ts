/**
 * Postgres, Redis and S3: the embedded ones, or those that the environment names.
 * As a script, `node stack/src/services.ts [--home DIR]` starts them alone, prints their addresses as shell lines and stays.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBucket, type S3Settings } from './bucket.ts';
import { startPostgres } from './embedded-postgres.ts';
import { EMBEDDED_ACCESS_KEY, startS3 } from './embedded-s3.ts';
import { startValkey } from './embedded-valkey.ts';
import { describe } from './failure.ts';
import { lockHome } from './lock.ts';
import { Ports } from './ports.ts';
import type { Part } from './processes.ts';
import { readSecrets, type Secrets } from './secrets.ts';

export type Env = Record<string, string | undefined>;

export interface ServiceOptions {
  home: string;
  /** What the person set; decides which parts are embedded. */
  given: Env;
  ports: Ports;
  onTrouble?: (message: string) => void;
  /** Called with each part as soon as its process may exist, so that a start that fails half-way can be taken down. */
  onPart?: (part: Part) => void;
}

/** The variables under which server and worker find a service, and which part (if any) was started for it. */
export interface Service {
  env: Env;
  part?: Part;
}

export async function postgres({ home, given, ports, onTrouble }: ServiceOptions): Promise<Service> {
  if (given.DATABASE_URL) return { env: { DATABASE_URL: given.DATABASE_URL } };
  const { postgres: password } = secretsOf(home);
  const { part, url } = await startPostgres({ home, port: await ports.for('postgres'), password, onTrouble });
  return { part, env: { DATABASE_URL: url } };
}

export async function redis({ home, given, ports, onTrouble }: ServiceOptions): Promise<Service> {
  if (given.REDIS_URL) return { env: { REDIS_URL: given.REDIS_URL } };
  const { valkey: password } = secretsOf(home);
  const { part, url } = await startValkey({ home, port: await ports.for('valkey'), password, onTrouble });
  return { part, env: { REDIS_URL: url } };
}

export async function objectStore({ home, given, ports, onTrouble }: ServiceOptions): Promise<Service> {
  if (namesObjectStore(given)) {
    const env = s3Settings(given);
    await ensureBucket(env);
    return { env: { ...env } };
  }
  const { s3: secretKey } = secretsOf(home);
  const { part, endpoint } = await startS3({ home, port: await ports.for('s3'), secretKey, onTrouble });
  const env = s3Settings({
    S3_BUCKET: given.S3_BUCKET,
    S3_ENDPOINT: endpoint,
    S3_ACCESS_KEY_ID: EMBEDDED_ACCESS_KEY,
    S3_SECRET_ACCESS_KEY: secretKey,
  });
  await ensureBucket(env);
  return { part, env: { ...env } };
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

function s3Settings(given: Env): S3Settings {
  return {
    S3_ENDPOINT: given.S3_ENDPOINT,
    S3_REGION: given.S3_REGION || given.AWS_REGION || 'us-east-1',
    S3_BUCKET: given.S3_BUCKET || 'darkroom',
    S3_ACCESS_KEY_ID: given.S3_ACCESS_KEY_ID,
    S3_SECRET_ACCESS_KEY: given.S3_SECRET_ACCESS_KEY,
    S3_FORCE_PATH_STYLE: given.S3_FORCE_PATH_STYLE || (given.S3_ENDPOINT ? 'true' : undefined),
  };
}

let read: { home: string; secrets: Secrets } | undefined;
function secretsOf(home: string): Secrets {
  if (read?.home !== home) read = { home, secrets: readSecrets(home) };
  return read.secrets;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { home: { type: 'string', default: '.darkroom' } } });
  const home = path.resolve(values.home);
  fs.mkdirSync(home, { recursive: true });
  const unlock = lockHome(home);
  const options: ServiceOptions = { home, given: process.env, ports: new Ports(home), onTrouble: console.error };
  const services = await Promise.all([postgres(options), redis(options), objectStore(options)]);
  for (const { env } of services) {
    for (const [name, value] of Object.entries(env)) if (value) console.log(`export ${name}='${value}'`);
  }
  const stop = async () => {
    await Promise.all(services.map(({ part }) => part?.stop()));
    unlock();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(describe(error));
    process.exit(1);
  });
}
