/**
 * Darkroom as it runs for people: gateways and workers as processes of their own, on data of their own. `stop` takes all of it down
 * again, and so does the end of the test runner.
 */
import path from 'node:path';
import { Ports } from '../../../stack/src/ports.ts';
import { AppProcess } from './app-process.ts';
import { type OwnData, type OwnDataOptions, ownData, type Variables } from './own-data.ts';
import { temporaryHome } from './temporary-home.ts';

export interface ClusterOptions extends OwnDataOptions {
  gateways?: number;
  workers?: number;
  /** Further settings of all its processes. */
  env?: Variables;
}

export interface Gateway {
  url: string;
  process: AppProcess;
}

export class Cluster {
  readonly data: OwnData;
  readonly gateways: Gateway[] = [];
  readonly workers: AppProcess[] = [];
  private readonly env: Variables;
  /** Of its processes' logs. */
  readonly home = temporaryHome();
  private readonly ports = new Ports(this.home.path);
  private started = 0;

  private constructor(data: OwnData, env: Variables) {
    this.data = data;
    this.env = { ...data.env, ...env };
  }

  static async start({ gateways = 1, workers = 1, env = {}, ...options }: ClusterOptions = {}): Promise<Cluster> {
    const cluster = new Cluster(await ownData(options), env);
    try {
      await Promise.all([
        ...Array.from({ length: gateways }, () => cluster.addGateway()),
        ...Array.from({ length: workers }, () => cluster.addWorker()),
      ]);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  get gateway(): Gateway {
    return this.gatewayAt(0);
  }

  gatewayAt(index: number): Gateway {
    const gateway = this.gateways[index];
    if (!gateway) throw new Error(`There is no gateway ${index}`);
    return gateway;
  }

  get worker(): AppProcess {
    const [worker] = this.workers;
    if (!worker) throw new Error('There is no worker');
    return worker;
  }

  async addGateway(env: Variables = {}): Promise<Gateway> {
    const name = `gateway-${this.started++}`;
    const port = await this.ports.for(name);
    const url = `http://127.0.0.1:${port}`;
    const process = new AppProcess({
      script: 'main.js',
      env: { ...this.env, PORT: String(port), ...env },
      logFile: path.join(this.home.path, `${name}.log`),
      ready: () => isServing(url),
    });
    const gateway = { url, process };
    this.gateways.push(gateway);
    await process.start();
    return gateway;
  }

  async addWorker(env: Variables = {}): Promise<AppProcess> {
    const worker = new AppProcess({
      script: 'worker.js',
      env: { ...this.env, ...env },
      logFile: path.join(this.home.path, `worker-${this.started++}.log`),
      ready: (log) => (log.includes('Worker is ready') ? true : undefined),
    });
    this.workers.push(worker);
    await worker.start();
    return worker;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.gateways.map(({ process }) => process), ...this.workers].map((app) => app.kill()));
    await this.data.remove();
    this.home.remove();
  }
}

/** It answers and knows a model: a prompt that comes now is taken. */
async function isServing(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/api/models`, { signal: AbortSignal.timeout(5_000) });
  const { models } = (await answer.json()) as { models: { ready: boolean }[] };
  return models.some(({ ready }) => ready) ? true : undefined;
}
