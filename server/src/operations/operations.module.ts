import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/inference.module.ts';
import { QueueModule } from '../queue/queue.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { HealthController } from './health.controller.ts';
import { HealthRepository } from './health.repository.ts';
import { HealthService } from './health.service.ts';
import { MetricsController } from './metrics.controller.ts';
import { MetricsModule } from './metrics.module.ts';
import { TimeLeftMetrics } from './time-left-metrics.ts';

@Module({
  imports: [InferenceModule, MetricsModule, QueueModule, StorageModule],
  controllers: [HealthController, MetricsController],
  providers: [HealthService, HealthRepository, TimeLeftMetrics],
})
export class OperationsModule {}
