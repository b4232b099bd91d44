import { Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module.ts';
import { DevelopingModule } from './developing/developing.module.ts';
import { SharedModule } from './shared/shared.module.ts';

/** The worker process: takes generations off the queue. */
@Module({ imports: [ConfigModule, SharedModule, DevelopingModule] })
export class WorkerModule {}
