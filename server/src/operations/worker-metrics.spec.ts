import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import type { Env } from '../config/env.ts';
import { WorkerMetrics } from './worker-metrics.ts';

const TOKEN = 'a-token-of-the-tests-alone';

it('a worker shows its metrics to whoever has the token, and nothing to anybody else', async () => {
  const env = { workerMetricsPort: 0, host: '127.0.0.1', metricsToken: TOKEN } as Env;
  const metrics = new WorkerMetrics(new Registry(), env);
  await metrics.onApplicationBootstrap();
  const ask = (path: string, authorization?: string) =>
    fetch(`http://127.0.0.1:${metrics.port}${path}`, { headers: authorization ? { authorization } : {} });
  try {
    expect((await ask('/api/metrics', `Bearer ${TOKEN}`)).status).toBe(200);
    expect((await ask('/api/metrics', 'Bearer another')).status).toBe(404);
    expect((await ask('/api/metrics')).status).toBe(404);
    expect((await ask('/', `Bearer ${TOKEN}`)).status).toBe(404);
  } finally {
    metrics.onModuleDestroy();
  }
});

it('without a port it listens nowhere', async () => {
  const metrics = new WorkerMetrics(new Registry(), { host: '127.0.0.1' } as Env);
  await metrics.onApplicationBootstrap();
  expect(metrics.port).toBeUndefined();
});
