import { Module } from '@nestjs/common';
import { DecidingModule } from '../deciding/deciding.module.ts';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { RoomsModule } from '../rooms/rooms.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { Archive } from './archive.ts';
import { DeletionGateway } from './deletion.gateway.ts';
import { DeletionRepository } from './deletion.repository.ts';
import { DeletionService } from './deletion.service.ts';
import { GalleryController } from './gallery.controller.ts';
import { GalleryRepository } from './gallery.repository.ts';
import { GalleryService } from './gallery.service.ts';
import { ImageDelivery } from './image-delivery.ts';
import { PicturesGateway } from './pictures.gateway.ts';

@Module({
  imports: [CommandsModule, DecidingModule, RealtimeModule, RoomsModule, StorageModule],
  controllers: [GalleryController],
  providers: [
    Archive,
    DeletionGateway,
    DeletionRepository,
    DeletionService,
    GalleryService,
    GalleryRepository,
    ImageDelivery,
    PicturesGateway,
  ],
  exports: [ImageDelivery],
})
export class GalleryModule {}
