import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/inference.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { ModelsController } from './models.controller.ts';
import { Models } from './models.ts';

@Module({
  imports: [InferenceModule, RealtimeModule],
  controllers: [ModelsController],
  providers: [Models],
  exports: [Models],
})
export class ModelsModule {}
