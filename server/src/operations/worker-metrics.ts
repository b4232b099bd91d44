/**
 * Metrics of a worker, which serves nothing else: `GET /api/metrics` on WORKER_METRICS_PORT and HOST, to whoever has METRICS_TOKEN, as
 * on a gateway. Not set: it listens nowhere. Workers of one machine need a port each; a port that is taken ends the start.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Registry } from 'prom-client';
import { isOperator } from '../access/operator.ts';
import { ENV, type Env } from '../config/env.ts';

const PATH = '/api/metrics';

@Injectable()
export class WorkerMetrics implements OnApplicationBootstrap, OnModuleDestroy {
  private server: Server | undefined;

  constructor(
    private readonly registry: Registry,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Where it listens. */
  get port(): number | undefined {
    const address = this.server?.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.env.workerMetricsPort === undefined) return;
    this.server = createServer(async ({ method, url, headers }, response) => {
      const isAllowed = method === 'GET' && url === PATH && isOperator(this.env, headers.authorization);
      // Who has no token need not know what is here.
      if (!isAllowed) return void response.writeHead(404).end();
      const metrics = await this.registry.metrics();
      response.writeHead(200, { 'content-type': this.registry.contentType, 'cache-control': 'no-store' }).end(metrics);
    });
    await once(this.server.listen(this.env.workerMetricsPort, this.env.host), 'listening');
  }

  onModuleDestroy(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
