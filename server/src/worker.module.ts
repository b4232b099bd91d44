import { Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module.ts';
import { DevelopingModule } from './developing/developing.module.ts';
import { MetricsModule } from './operations/metrics.module.ts';
import { WorkerMetrics } from './operations/worker-metrics.ts';
import { SharedModule } from './shared/shared.module.ts';

/** The worker process: takes generations off the queue. */
@Module({ imports: [ConfigModule, SharedModule, DevelopingModule, MetricsModule], providers: [WorkerMetrics] })
export class WorkerModule {}
