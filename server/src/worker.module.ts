import { Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module.ts';
import { DevelopingModule } from './developing/developing.module.ts';
import { MetricsModule } from './operations/metrics.module.ts';
import { WorkerMetrics } from './operations/worker-metrics.ts';
import { DepartingModule } from './personal-data/departing.module.ts';
import { SharedModule } from './shared/shared.module.ts';

/** The worker process: takes generations off the queue. */
@Module({
  imports: [ConfigModule, SharedModule, DevelopingModule, DepartingModule, MetricsModule],
  providers: [WorkerMetrics],
})
export class WorkerModule {}
