/** Server and worker, from what was built; in dev mode under `node --watch`, which restarts them when a file that they read changes. */

import type { Env } from './env.ts';
import { newLog } from './logs.ts';
import { ownPages } from './pages.ts';
import type { Parts } from './parts.ts';
import { inRoot, ROOT } from './paths.ts';
import type { Stages } from './stages.ts';

interface Options {
  home: string;
  host: string;
  port: number;
  given: Env;
  env: Env;
  parts: Parts;
  stages: Stages;
  dev?: boolean | undefined;
}

export async function startApps(options: Options): Promise<void> {
  const { host, port, stages } = options;
  const address = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  await Promise.all([
    stages.run('server', () => start('server', 'main.js', options, () => isReady(`${address}/api/health/ready`))),
    stages.run('worker', () => start('worker', 'worker.js', options, staysUp())),
  ]);
}

/** Paths, not what was imported: Next loads what it compiles itself, and each change of a page would restart the server. */
const WATCH = [
  '--watch',
  '--watch-preserve-output',
  `--watch-path=${inRoot('server/dist')}`,
  `--watch-path=${inRoot('protocol/src')}`,
];

/** Megabytes. Young objects took 30 to 110 MB by turns, for live data of 65 MB; V8's own limit grows with the machine. */
const SMALL_NURSERY = '--max-semi-space-size=8';

async function start(name: string, script: string, options: Options, ready: () => Promise<unknown>): Promise<void> {
  const { home, host, port, given, env, parts, dev } = options;
  const flags = ['--disable-warning=ExperimentalWarning', '--enable-source-maps', SMALL_NURSERY, ...(dev ? WATCH : [])];
  await parts.start({
    name,
    layer: 'app',
    command: process.execPath,
    args: [...flags, inRoot('server/dist', script)],
    cwd: ROOT,
    env: {
      ...given,
      ...env,
      NODE_ENV: dev ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      // Pictures are decoded in many threads: glibc would keep an arena for each, and never give them back.
      MALLOC_ARENA_MAX: '2',
      HOST: host,
      PORT: String(port),
      DARKROOM_HOME: home,
      ...(!dev && { DARKROOM_PAGES: ownPages() }),
    },
    logFile: newLog(home, name),
    ready,
    readyTimeoutMs: 60_000,
    notable: (line) => errorIn(name, line),
  });
}

async function isReady(url: string): Promise<true | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (response.ok) return true;
  throw new Error(`${url} answered ${response.status} ${await response.text()}`);
}

/** The worker has no address to ask. What a wrong setting would end, ends within its first second. */
function staysUp(): () => Promise<true | undefined> {
  const startedAt = Date.now();
  return async () => (Date.now() - startedAt > 1500 ? true : undefined);
}

const ERROR_LEVEL = 50;

/** The words of a log line of level error or above; the whole of it is in the log. */
function errorIn(name: string, line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if (level === undefined || level < ERROR_LEVEL) return undefined;
    return `${name}: ${[msg, err?.message].filter(Boolean).join(': ')}`;
  } catch {
    return undefined;
  }
}
