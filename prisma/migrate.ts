/**
 * Migrations with no engine binary: `node prisma/migrate.ts deploy | status | diff | create NAME`, on the database in DATABASE_URL.
 * deploy applies what is not applied yet (safe to run several at a time). status says what that is. diff prints the SQL that leads
 * from migrations/ to schema.prisma, and create writes it as a new migration. Exit status: 0 in agreement, 1 failed, 2 they differ.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { withSecretFiles } from '../server/src/config/secret-files.ts';
import { withEngine } from './engine.ts';

export interface Folder {
  /** Of the database; for diff and create, of any database on a server where a scratch database may be made. */
  url: string;
  schemaFile?: string;
  migrationsDir?: string;
}

const SCHEMA = path.join(import.meta.dirname, 'schema.prisma');
const MIGRATIONS = path.join(import.meta.dirname, 'migrations');
/** Prisma's note of which database the migrations are for. Ours never changes. */
const LOCKFILE = 'migration_lock.toml';
const PROVIDER = 'provider = "postgresql"\n';
const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Applies every migration (of `only` these) that the database does not have yet and returns their names. One that failed before is tried again: each
 * runs as one transaction, so a failure left nothing of it behind but Prisma's note, which would refuse everything from then on.
 */
export async function deploy({
  url,
  schemaFile = SCHEMA,
  migrationsDir = MIGRATIONS,
  only,
}: Folder & { only?: string[] }): Promise<string[]> {
  const migrationsList = readMigrations(migrationsDir, only);
  return oneAtATime(url, schemaFile, async (engine) => {
    const history = { migrationsList, optInToShadowDatabase: false, filters: NO_FILTER };
    const { failedMigrationNames } = await engine.diagnoseMigrationHistory(history);
    for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTER });
    return appliedMigrationNames;
  });
}

/** The names of the migrations that the database has, in order. */
export async function applied(folder: Folder): Promise<string[]> {
  const { pending, failed } = await status(folder);
  const names = readMigrations(folder.migrationsDir ?? MIGRATIONS).migrationDirectories.map(({ path }) => path);
  return names.filter((name) => !pending.includes(name) && !failed.includes(name));
}

/** Takes every table away, with all that it holds. */
export async function reset({ url, schemaFile = SCHEMA }: Folder): Promise<void> {
  await withEngine(url, schemaFile, (engine) => engine.reset({ filter: NO_FILTER }));
}

/** The engine's own lock is held per command; this one keeps a second deploy from taking a migration at work for a failed one. */
async function oneAtATime<T>(url: string, schemaFile: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    await session.query(`SELECT pg_advisory_lock(hashtext('darkroom migrations'))`);
    return await withEngine(url, schemaFile, use);
  } finally {
    await session.end();
  }
}

export interface Status {
  pending: string[];
  failed: string[];
  /** Applied once, and changed in the folder since. */
  edited: string[];
  /** In the database, but not in the folder. */
  unknown: string[];
}

export async function status({ url, schemaFile = SCHEMA, migrationsDir = MIGRATIONS }: Folder): Promise<Status> {
  const migrationsList = readMigrations(migrationsDir);
  const input = { migrationsList, optInToShadowDatabase: false, filters: NO_FILTER };
  const found = await withEngine(url, schemaFile, (engine) => engine.diagnoseMigrationHistory(input));
  const history = found.history;
  return {
    pending: history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
    failed: found.failedMigrationNames,
    edited: found.editedMigrationNames,
    unknown: history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
  };
}

/** The SQL that leads from the migrations, replayed in a scratch database, to the schema; empty when they agree. */
export async function diff({ url, schemaFile = SCHEMA, migrationsDir = MIGRATIONS }: Folder): Promise<string> {
  const schema = { path: path.resolve(schemaFile), content: fs.readFileSync(schemaFile, 'utf8') };
  const { exitCode, stdout } = await withEngine(url, schemaFile, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...readMigrations(migrationsDir) },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    }),
  );
  return exitCode === 0 ? '' : (stdout ?? '');
}

/** Writes the difference as a new migration and returns its folder; undefined when there is none. */
export async function create(folder: Folder, name: string): Promise<string | undefined> {
  const sql = await diff(folder);
  if (!sql) return undefined;
  const migrations = folder.migrationsDir ?? MIGRATIONS;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const dir = path.join(migrations, `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`);
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(migrations, LOCKFILE), PROVIDER);
  fs.writeFileSync(path.join(dir, 'migration.sql'), sql);
  return dir;
}

function readMigrations(dir: string, only?: string[]) {
  const entries = fs.existsSync(dir) ? fs.readdirSync(dir, { withFileTypes: true }) : [];
  const all = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const names = only ? all.filter((name) => only.includes(name)) : all;
  return {
    baseDir: path.resolve(dir),
    lockfile: { path: LOCKFILE, content: PROVIDER },
    migrationDirectories: names.sort().map((name) => readMigration(dir, name)),
    shadowDbInitScript: '',
  };
}

/** A folder without a migration.sql is handed on as an error, which the engine words for the person. */
function readMigration(dir: string, name: string) {
  const file = path.join(dir, name, 'migration.sql');
  const content = fs.existsSync(file)
    ? ({ tag: 'ok', value: fs.readFileSync(file, 'utf8') } as const)
    : ({ tag: 'error', value: `${file} is missing` } as const);
  return { path: name, migrationFile: { path: 'migration.sql', content } };
}

const COMMANDS: Record<string, (folder: Folder, name: string | undefined) => Promise<number>> = {
  async deploy(folder) {
    const applied = await deploy(folder);
    console.log(applied.length ? applied.map((name) => `applied ${name}`).join('\n') : 'Nothing to apply.');
    return 0;
  },
  async status(folder) {
    const found = Object.entries<string[]>({ ...(await status(folder)) }).flatMap(([state, names]) =>
      names.map((name) => `${state} ${name}`),
    );
    console.log(found.length ? found.join('\n') : 'Database and migrations agree.');
    return found.length ? 2 : 0;
  },
  async diff(folder) {
    const sql = await diff(folder);
    console.log(sql || 'Schema and migrations agree.');
    return sql ? 2 : 0;
  },
  async create(folder, name) {
    if (!name) throw new Error('A migration needs a name: node prisma/migrate.ts create NAME');
    console.log((await create(folder, name)) ?? 'Schema and migrations agree: nothing to create.');
    return 0;
  },
};

async function main([command = '', name]: string[]): Promise<number> {
  const run = COMMANDS[command];
  if (!run) throw new Error('Usage: node prisma/migrate.ts deploy | status | diff | create NAME');
  const url = withSecretFiles(process.env).DATABASE_URL;
  if (!url) throw new Error('Set DATABASE_URL to the address of the database.');
  return run({ url }, name);
}

if (import.meta.main) {
  const outcome = main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });
  // The engine leaves a timer of 10 s behind, so the process does not end by itself.
  process.exit(await outcome);
}
