/**
 * The whole of Darkroom on one machine, for start, dev and tests alike. What does not depend on each other starts at the same time:
 * the models first, because loading takes longest; data services and builds beside it; then migrations; then server and worker.
 */
import { deploy } from '@darkroom/prisma/migrate';
import { startApps } from './apps.ts';
import { build, PAGES, PRISMA_CLIENT, SERVER } from './build.ts';
import type { Env } from './env.ts';
import { lockHome } from './lock.ts';
import { Parts } from './parts.ts';
import { assertFree, Ports } from './ports.ts';
import { readSecrets } from './secrets.ts';
import { models, objectStore, postgres, redis, type ServiceOptions } from './services.ts';
import { Stages } from './stages.ts';

export interface StackOptions {
  home: string;
  /** Of the web; undefined takes a free one. */
  port?: number;
  host?: string;
  /** What a person would set: replaces embedded parts, and is handed on to server and worker. */
  given?: Env;
  stages?: Stages;
  onTrouble?: (message: string) => void;
  /** Only these: the data services, with the models, or all with server and worker (the default). */
  upTo?: 'data' | 'models' | 'apps';
  dev?: boolean;
  signal?: AbortSignal;
}

export interface Stack {
  /** The variables under which server, worker and tests find everything. */
  env: Env;
  url: string;
  parts: Parts;
  /** Server and worker on top of services that were started alone. */
  startApps(): Promise<void>;
  /** Clean, top to bottom, within 10 s. */
  stop(): Promise<void>;
  /** At once. */
  kill(): void;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const { home, host = '127.0.0.1', onTrouble, upTo = 'apps' } = options;
  const unlock = lockHome(home);
  const parts = new Parts(onTrouble);
  const failed = new AbortController();
  const stop = async () => {
    failed.abort();
    await parts.stop();
    unlock();
  };
  options.signal?.addEventListener('abort', () => failed.abort(options.signal?.reason));
  try {
    const ports = new Ports(home);
    const port = options.port ?? (await ports.for('web'));
    if (upTo === 'apps') await assertFree(port, host);
    const work = new Work({ ...options, host, port, upTo }, parts, ports, failed.signal);
    const env = await Promise.race([work.all(), abortion(failed.signal)]);
    const url = `http://localhost:${port}`;
    return { env, url, parts, startApps: () => work.apps(env), stop, kill: () => parts.kill() };
  } catch (error) {
    await stop();
    throw error;
  }
}

const abortion = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

type Complete = StackOptions & Required<Pick<StackOptions, 'host' | 'port' | 'upTo'>>;

class Work {
  readonly #options: Complete;
  readonly #services: ServiceOptions;
  readonly #stages: Stages;
  readonly #signal: AbortSignal;

  constructor(options: Complete, parts: Parts, ports: Ports, signal: AbortSignal) {
    const { home, given = {} } = options;
    this.#options = options;
    this.#services = { home, given, parts, ports, secrets: readSecrets(home) };
    this.#stages = options.stages ?? new Stages(() => {});
    this.#signal = signal;
  }

  async all(): Promise<Env> {
    const { upTo } = this.#options;
    const [env] = await Promise.all([this.#addresses(), upTo === 'apps' ? this.#builds() : undefined]);
    if (upTo === 'apps') await this.apps(env);
    return env;
  }

  async apps(env: Env): Promise<void> {
    const { home, host, port, dev, given = {} } = this.#options;
    await startApps({ home, host, port, dev, given, parts: this.#services.parts, env, stages: this.#stages });
  }

  async #addresses(): Promise<Env> {
    const { upTo } = this.#options;
    const cache = this.#stage('redis', () => redis(this.#services));
    const found = await Promise.all([
      cache,
      upTo === 'data' ? {} : this.#models(cache),
      this.#database(),
      this.#stage('s3', () => objectStore(this.#services)),
    ]);
    return Object.assign({}, ...found);
  }

  async #models(cache: Promise<Env>): Promise<Env> {
    const { REDIS_URL } = await cache;
    const env = await this.#stage('models', () => models(this.#services, REDIS_URL));
    return { ...env, DARKROOM_CANCEL_REDIS_URL: REDIS_URL };
  }

  async #database(): Promise<Env> {
    const env = await this.#stage('postgres', () => postgres(this.#services));
    await this.#stages.run('migrations', async () => {
      const applied = await deploy({ url: env.DATABASE_URL ?? '' });
      return applied.length ? `${applied.length} applied` : 'up to date';
    });
    return env;
  }

  async #builds(): Promise<void> {
    const { home, dev } = this.#options;
    const make = (target: typeof SERVER) =>
      this.#stages.run(`build ${target.name}`, () => build(target, { home, signal: this.#signal }));
    const server = async () => {
      await make(PRISMA_CLIENT);
      await make(SERVER);
    };
    await Promise.all([server(), dev ? undefined : make(PAGES)]);
  }

  #stage(name: string, start: () => Promise<Env>): Promise<Env> {
    return this.#stages.run(name, start);
  }
}
