import { Global, Module } from '@nestjs/common';
import { Log } from './log.ts';
import { Prisma } from './prisma.ts';
import { Redis, redisProvider } from './redis.ts';
import { SecurityLog } from './security-log.ts';

@Global()
@Module({ providers: [Log, Prisma, redisProvider, SecurityLog], exports: [Log, Prisma, Redis, SecurityLog] })
export class SharedModule {}
