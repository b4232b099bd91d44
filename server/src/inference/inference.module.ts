import { Module } from '@nestjs/common';
import { ImageModel } from './image-model.ts';
import { TorchServeClient } from './torchserve.client.ts';
import { TorchServeHttp } from './torchserve-http.ts';
import { TorchServeModels } from './torchserve-models.ts';

@Module({
  providers: [TorchServeHttp, TorchServeModels, { provide: ImageModel, useClass: TorchServeClient }],
  exports: [ImageModel],
})
export class InferenceModule {}
