/** A database, a bucket and a Redis database of a test file's own in the services that the environment names; gone with `remove`. */
import { randomBytes } from 'node:crypto';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { deploy } from '@darkroom/prisma/migrate';
import pg from 'pg';
import { createClient } from 'redis';
import { S3ObjectStore } from '../../src/storage/s3-object-store.ts';
import { testEnv } from './test-env.ts';

export type Variables = Record<string, string>;

export interface OwnData {
  /** As server/src/config/env.ts reads it. */
  env: Variables;
  store: S3ObjectStore;
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  remove(): Promise<void>;
}

export interface OwnDataOptions {
  /** Postgres, Redis, S3 and TorchServe; the process's own environment if left out. */
  services?: NodeJS.ProcessEnv;
  /** Uses the Redis database in which TorchServe looks for cancel flags, as it is, instead of an empty one. */
  seesCancelFlags?: boolean;
}

const S3_VARIABLES = ['S3_ENDPOINT', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_FORCE_PATH_STYLE'];
const MODEL_VARIABLES = ['TORCHSERVE_URL', 'TORCHSERVE_MANAGEMENT_URL', 'TORCHSERVE_KEY_FILE'];

export async function ownData({ services = process.env, seesCancelFlags }: OwnDataOptions = {}): Promise<OwnData> {
  const name = `darkroom_test_${randomBytes(6).toString('hex')}`;
  const database = await createDatabase(required(services, 'DATABASE_URL'), name);
  const redis = seesCancelFlags
    ? { url: services.DARKROOM_CANCEL_REDIS_URL ?? required(services, 'REDIS_URL'), empty: async () => {} }
    : await emptyRedis(required(services, 'REDIS_URL'));
  const env = {
    ...pick(services, [...S3_VARIABLES, ...MODEL_VARIABLES]),
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    S3_BUCKET: name.replaceAll('_', '-'),
  };
  const store = new S3ObjectStore(testEnv(env));
  await store.ensureBucket();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // A test may take the database away; its next question says so.
  pool.on('error', () => {});
  return {
    env,
    store,
    sql: async (text, values) => (await pool.query(text, values)).rows,
    async remove() {
      await pool.end();
      store.onModuleDestroy();
      await Promise.all([database.drop(), redis.empty(), removeBucket(env)]);
    },
  };
}

async function createDatabase(server: string, name: string) {
  await once(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await deploy({ url: url.href });
  return { url: url.href, drop: () => once(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function once(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** The first of the server's numbered databases that holds nothing. */
async function emptyRedis(server: string) {
  const client = createClient({ url: server });
  await client.connect();
  try {
    for (let database = 1; database < 16; database++) {
      await client.select(database);
      if ((await client.dbSize()) > 0) continue;
      const url = new URL(server);
      url.pathname = `/${database}`;
      return { url: url.href, empty: () => flush(url.href) };
    }
  } finally {
    client.destroy();
  }
  throw new Error(`All numbered databases of the Redis hold something: these tests need an empty one`);
}

async function flush(url: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.flushDb();
  client.destroy();
}

async function removeBucket(env: Variables): Promise<void> {
  const store = new S3ObjectStore(testEnv(env));
  const keys: string[] = [];
  for await (const key of store.list('')) keys.push(key);
  await store.delete(keys);
  store.onModuleDestroy();
  const client = new S3Client({
    region: env.S3_REGION ?? 'us-east-1',
    endpoint: env.S3_ENDPOINT,
    forcePathStyle: true,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' },
  });
  await client.send(new DeleteBucketCommand({ Bucket: env.S3_BUCKET })).finally(() => client.destroy());
}

function required(services: NodeJS.ProcessEnv, name: string): string {
  const value = services[name];
  if (!value) throw new Error(`${name} is not set: run these tests with vitest's project "integration"`);
  return value;
}

const pick = (services: NodeJS.ProcessEnv, names: string[]): Variables =>
  Object.fromEntries(names.flatMap((name) => (services[name] ? [[name, services[name]]] : [])));
