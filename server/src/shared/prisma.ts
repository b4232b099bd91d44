import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { ENV, type Env } from '../config/env.ts';
import { PrismaClient } from '../generated/prisma/client.ts';

/** Only `*.repository.ts` may use it. */
@Injectable()
export class Prisma extends PrismaClient implements OnModuleDestroy {
  constructor(@Inject(ENV) env: Env) {
    super({
      adapter: new PrismaPg({
        connectionString: env.databaseUrl,
        max: 10,
        // A query must fail rather than hang while Postgres is away: the caller then answers "try again".
        connectionTimeoutMillis: 3_000,
        query_timeout: 8_000,
        keepAlive: true,
      }),
    });
  }

  async ping(): Promise<void> {
    await this.$queryRaw`SELECT 1`;
  }

  async onModuleDestroy(): Promise<void> {
    await this.$disconnect();
  }
}
