import { Module } from '@nestjs/common';
import { RoomsModule } from '../rooms/rooms.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { Archive } from './archive.ts';
import { GalleryController } from './gallery.controller.ts';
import { GalleryRepository } from './gallery.repository.ts';
import { GalleryService } from './gallery.service.ts';
import { ImageDelivery } from './image-delivery.ts';

@Module({
  imports: [RoomsModule, StorageModule],
  controllers: [GalleryController],
  providers: [Archive, GalleryService, GalleryRepository, ImageDelivery],
  exports: [ImageDelivery],
})
export class GalleryModule {}
