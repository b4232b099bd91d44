/**
 * Prisma's schema engine as WebAssembly over node-postgres: migrations without a binary that has to be downloaded.
 * Mends two things that the adapter (7.10) does not do for the engine; both are marked below.
 */
import fs from 'node:fs';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type ErrorRegistry,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

/** PostgreSQL's "char", a one-byte type of its catalogue that the engine's own queries return. */
const CHAR_OID = 18;

/** Runs `use` with an engine on the database at `url`; every connection is closed afterwards, with the advisory lock it may hold. */
export async function withEngine<T>(
  url: string,
  schemaFile: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const pools = new Set<pg.Pool>();
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFor(url, pools));
  const datamodels: [string, string][] = [[path.resolve(schemaFile), fs.readFileSync(schemaFile, 'utf8')]];
  const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
  try {
    return await use(engine);
  } catch (error) {
    throw withCause(error, factory.errorRegistry);
  } finally {
    engine.free();
    await Promise.all([...pools].filter((pool) => !pool.ended).map((pool) => pool.end()));
  }
}

/** The engine says no more than "External error id#0" of what Postgres objected to; the registry knows the rest. */
function withCause(error: unknown, registry: ErrorRegistry): unknown {
  const text = error instanceof Error ? error.message : String(error);
  const id = /External error id#(\d+)/.exec(text)?.[1];
  const cause = id === undefined ? undefined : registry.consumeError(Number(id))?.error;
  if (!(cause instanceof Error)) return error;
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  return new Error(migration ? `Migration ${migration}: ${cause.message}` : cause.message, { cause });
}

function adapterFor(url: string, pools: Set<pg.Pool>): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url, pools),
    connectToShadowDb: () => connectToShadow(url, pools),
  };
}

/** One connection a pool: the engine's advisory lock belongs to a session, so all of its queries have to go through that one. */
async function connect(url: string, pools: Set<pg.Pool>): Promise<SqlDriverAdapter> {
  const { pool, charColumns } = catalogPool(url);
  pools.add(pool);
  const connection = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of charColumns()) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  // Mended: the adapter cuts a script at every semicolon, also inside strings and function bodies. Postgres takes it whole, in
  // one transaction.
  connection.executeScript = async (script) => {
    await pool.query(script);
  };
  return connection;
}

/** A scratch database in which the engine replays the migrations; gone afterwards. */
async function connectToShadow(url: string, pools: Set<pg.Pool>): Promise<SqlDriverAdapter> {
  const name = `darkroom_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  const connection = await connect(shadow.href, pools);
  const dispose = connection.dispose.bind(connection);
  connection.dispose = async () => {
    await dispose();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  };
  return connection;
}

/**
 * Mended: the adapter refuses the type "char". Answers present it as text, and `charColumns` tells which columns of the latest
 * answer those were. Queries of a pool run one after another, so the latest is the one that was just awaited.
 */
function catalogPool(url: string): { pool: pg.Pool; charColumns: () => number[] } {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  let charColumns: number[] = [];
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<{ fields?: pg.FieldDef[] }>;
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args);
    const chars = (result.fields ?? []).filter((field) => field.dataTypeID === CHAR_OID);
    charColumns = chars.map((field) => result.fields?.indexOf(field) ?? -1);
    for (const field of chars) field.dataTypeID = pg.types.builtins.TEXT;
    return result;
  }) as typeof pool.query;
  return { pool, charColumns: () => charColumns };
}
