import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/inference.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { HealthController } from './health.controller.ts';
import { HealthRepository } from './health.repository.ts';
import { HealthService } from './health.service.ts';
import { MetricsController } from './metrics.controller.ts';
import { MetricsModule } from './metrics.module.ts';

@Module({
  imports: [InferenceModule, MetricsModule, StorageModule],
  controllers: [HealthController, MetricsController],
  providers: [HealthService, HealthRepository],
})
export class OperationsModule {}
