import { Module } from '@nestjs/common';
import { GenerationsModule } from '../generations/generations.module.ts';
import { InferenceModule } from '../inference/inference.module.ts';
import { MetricsModule } from '../operations/metrics.module.ts';
import { QueueModule } from '../queue/queue.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { BucketReconciler } from './bucket-reconciler.ts';
import { Darkroom } from './darkroom.ts';
import { Development } from './development.ts';
import { GenerationWorker } from './generation.worker.ts';
import { ImagesRepository } from './images.repository.ts';
import { LiveProgress } from './live-progress.ts';
import { Mended } from './mended.ts';
import { Reconciler } from './reconciler.ts';
import { RoomRemovalRepository } from './room-removal.repository.ts';
import { RoomRemover } from './room-remover.ts';
import { Sources } from './sources.ts';
import { UploadRowsRepository } from './upload-rows.repository.ts';

@Module({
  imports: [GenerationsModule, InferenceModule, MetricsModule, QueueModule, RealtimeModule, StorageModule],
  providers: [
    BucketReconciler,
    Darkroom,
    Development,
    GenerationWorker,
    ImagesRepository,
    LiveProgress,
    Mended,
    Reconciler,
    RoomRemovalRepository,
    RoomRemover,
    Sources,
    UploadRowsRepository,
  ],
})
export class DevelopingModule {}
