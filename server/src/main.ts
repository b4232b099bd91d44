/** The gateway process: REST under /api, Socket.IO under /socket.io, pages everywhere else, all on one origin. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readEnv } from './config/env.ts';
import { ClientAddress } from './limits/client-address.ts';
import { mountDocs } from './operations/docs.ts';
import { preparePages } from './pages.ts';
import { RedisIoAdapter } from './realtime/redis-io.adapter.ts';
import { ServerModule } from './server.module.ts';
import { originCheck } from './sessions/origin.ts';
import { Log } from './shared/log.ts';
import { securityHeaders } from './shared/security-headers.ts';
import { SecurityLog } from './shared/security-log.ts';
import { startOrExplain } from './shared/start.ts';

await startOrExplain(async () => {
  const env = readEnv();
  const app = await NestFactory.create<NestExpressApplication>(ServerModule, { bufferLogs: true, abortOnError: false });
  const log = app.get(Log);
  app.useLogger(log.forNest());
  app.disable('x-powered-by');
  app.set('trust proxy', env.trustProxy);
  app.use(securityHeaders(env));
  const [addresses, security] = [app.get(ClientAddress), app.get(SecurityLog)];
  app.use(originCheck(env, (request) => security.refused('origin_refused', { address: addresses.of(request) })));
  app.useBodyParser('json', { limit: '100kb' });
  mountDocs(app);
  app.useWebSocketAdapter(new RedisIoAdapter(app));
  const pages = await preparePages(env, app.getHttpServer());
  app.use(pages.middleware);
  app.enableShutdownHooks();
  await app.listen(env.port, env.host);
  log.info({ port: env.port }, 'Server is ready');
});
