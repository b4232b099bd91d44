import { Module } from '@nestjs/common';
import { GalleryModule } from '../gallery/gallery.module.ts';
import { ModelsModule } from '../models/models.module.ts';
import { RoomsModule } from '../rooms/rooms.module.ts';
import { ShareService } from './share.service.ts';
import { SharedPages } from './shared-pages.ts';
import { SharesController } from './shares.controller.ts';
import { SharesRepository } from './shares.repository.ts';

@Module({
  imports: [GalleryModule, ModelsModule, RoomsModule],
  controllers: [SharesController],
  providers: [ShareService, SharedPages, SharesRepository],
})
export class SharingModule {}
