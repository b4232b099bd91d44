/** Darkroom on a stack of its own, two gateways and two workers, with a store and a network that can be made worse. */
import fs from 'node:fs';
import path from 'node:path';
import { createClient } from 'redis';
import { Cluster } from '../../server/test/support/cluster.ts';
import { type TemporaryHome, temporaryHome } from '../../server/test/support/temporary-home.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import type { Stages } from '../../stack/src/stages.ts';
import { Network } from './network.ts';
import { Rng } from './rng.ts';
import { S3Proxy } from './s3-proxy.ts';

export interface WorldOptions {
  seed: number;
  /** Parts that are there already, as variables; all others are started. */
  given?: NodeJS.ProcessEnv;
  stages?: Stages;
  signal?: AbortSignal;
}

export class World {
  private constructor(
    readonly home: TemporaryHome,
    readonly stack: Stack,
    readonly cluster: Cluster,
    readonly s3: S3Proxy,
    /** Between Ada's browser and the first gateway. */
    readonly network: Network,
  ) {}

  static async start({ seed, given = {}, stages, signal }: WorldOptions): Promise<World> {
    const home = temporaryHome();
    const stack = await startStack({ home: home.path, given, upTo: 'models', stages, signal });
    const s3 = await S3Proxy.before(stack.env.S3_ENDPOINT ?? '');
    const services = { ...stack.env, S3_ENDPOINT: s3.url };
    const cluster = await Cluster.start({ services, seesCancelFlags: true, gateways: 2, workers: 2 });
    return new World(home, stack, cluster, s3, await Network.to(cluster.gateway.url, new Rng(seed, 'network')));
  }

  /** Everything back as it should be, however the fault before ended. */
  calm(): void {
    this.s3.latencyMs = 0;
    this.s3.isFull = false;
    this.network.calm();
  }

  /** The reconciler of the bucket looks at the start of a worker, if the look before is old enough. */
  async mendNow(): Promise<void> {
    await this.cluster.worker.stop();
    const redis = await createClient({ url: this.cluster.data.env.REDIS_URL }).connect();
    await redis.del('darkroom:round:bucket');
    redis.destroy();
    await this.cluster.worker.start();
  }

  /** The logs of all processes, for whoever wants to know why. */
  keepLogs(folder: string): void {
    fs.mkdirSync(folder, { recursive: true });
    for (const from of [this.cluster.home.path, path.join(this.home.path, 'logs')]) {
      for (const name of fs.globSync('*.log', { cwd: from }))
        fs.copyFileSync(path.join(from, name), path.join(folder, name));
    }
  }

  async stop(): Promise<void> {
    this.network.close();
    await this.cluster.stop();
    this.s3.close();
    await this.stack.stop();
    this.home.remove();
  }
}
