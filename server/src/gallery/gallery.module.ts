import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { DecidingModule } from '../deciding/deciding.module.ts';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { RoomsModule } from '../rooms/rooms.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { Archive } from './archive.ts';
import { DeletionGateway } from './deletion.gateway.ts';
import { DeletionRepository } from './deletion.repository.ts';
import { DeletionService } from './deletion.service.ts';
import { FirstPages } from './first-pages.ts';
import { GalleryController } from './gallery.controller.ts';
import { GalleryRepository } from './gallery.repository.ts';
import { GalleryService } from './gallery.service.ts';
import { ImageDelivery } from './image-delivery.ts';
import { PicturesGateway } from './pictures.gateway.ts';

@Module({
  imports: [AccessModule, CommandsModule, DecidingModule, RealtimeModule, RoomsModule, SessionsModule, StorageModule],
  controllers: [GalleryController],
  providers: [
    Archive,
    DeletionGateway,
    DeletionRepository,
    DeletionService,
    FirstPages,
    GalleryService,
    GalleryRepository,
    ImageDelivery,
    PicturesGateway,
  ],
  exports: [FirstPages, ImageDelivery],
})
export class GalleryModule {}
