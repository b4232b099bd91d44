/** The worker process. Any number of them can run beside any number of gateways; it serves nothing but its metrics, where asked to. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { readEnv } from './config/env.ts';
import { Log } from './shared/log.ts';
import { startOrExplain } from './shared/start.ts';
import { WorkerModule } from './worker.module.ts';

await startOrExplain(async () => {
  readEnv();
  const app = await NestFactory.createApplicationContext(WorkerModule, { bufferLogs: true, abortOnError: false });
  const log = app.get(Log);
  app.useLogger(log.forNest());
  app.enableShutdownHooks();
  log.info({}, 'Worker is ready');
});
