/** Server and worker, from what was built; in dev mode under `node --watch`, which restarts them when a file that they read changes. */
import { newLog } from './logs.ts';
import type { Parts } from './parts.ts';
import { inRoot, ROOT } from './paths.ts';
import type { Env } from './services.ts';
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
    stages.run('worker', () => start('worker', 'worker.js', options, () => Promise.resolve(true))),
  ]);
}

async function start(name: string, script: string, options: Options, ready: () => Promise<unknown>): Promise<void> {
  const { home, host, port, given, env, parts, dev } = options;
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--enable-source-maps',
    ...(dev ? ['--watch', '--watch-preserve-output'] : []),
  ];
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
      HOST: host,
      PORT: String(port),
      DARKROOM_HOME: home,
    },
    logFile: newLog(home, name),
    ready,
    readyTimeoutMs: 60_000,
  });
}

async function isReady(url: string): Promise<true | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (response.ok) return true;
  throw new Error(`${url} answered ${response.status} ${await response.text()}`);
}
