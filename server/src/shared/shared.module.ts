import { Global, Module } from '@nestjs/common';
import { Log } from './log.ts';
import { Prisma } from './prisma.ts';
import { Redis, redisProvider } from './redis.ts';

@Global()
@Module({ providers: [Log, Prisma, redisProvider], exports: [Log, Prisma, Redis] })
export class SharedModule {}
