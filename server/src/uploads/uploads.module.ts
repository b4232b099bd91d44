import { Module } from '@nestjs/common';
import { GalleryModule } from '../gallery/gallery.module.ts';
import { RoomsModule } from '../rooms/rooms.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { UploadService } from './upload.service.ts';
import { UploadsController } from './uploads.controller.ts';
import { UploadsRepository } from './uploads.repository.ts';

@Module({
  imports: [GalleryModule, RoomsModule, StorageModule],
  controllers: [UploadsController],
  providers: [UploadService, UploadsRepository],
})
export class UploadsModule {}
