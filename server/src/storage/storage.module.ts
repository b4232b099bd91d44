import { Module } from '@nestjs/common';
import { ObjectStore } from './object-store.ts';
import { S3ObjectStore } from './s3-object-store.ts';

@Module({
  providers: [{ provide: ObjectStore, useClass: S3ObjectStore }],
  exports: [ObjectStore],
})
export class StorageModule {}
