import { type GalleryPage, GalleryQuery } from '@darkroom/protocol';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RoomService } from '../rooms/room.service.ts';
import { parse } from '../shared/parse.ts';
import { GalleryService } from './gallery.service.ts';
import { ImageDelivery } from './image-delivery.ts';

@Controller('api')
export class GalleryController {
  constructor(
    private readonly gallery: GalleryService,
    private readonly rooms: RoomService,
    private readonly delivery: ImageDelivery,
  ) {}

  @Get('rooms/:slug/gallery')
  async page(@Param('slug') slug: string, @Query() query: unknown): Promise<GalleryPage> {
    const room = await this.rooms.find(slug);
    return this.gallery.page(room.id, parse(GalleryQuery, query));
  }

  @Get('images/:generationId/:file')
  async image(
    @Param('generationId') generationId: string,
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { objectKey, picture } = await this.gallery.open(generationId, file);
    const downloadName = 'download' in request.query ? `darkroom-${generationId}-${file}` : undefined;
    await this.delivery.send(objectKey, { ...picture, ...(downloadName && { downloadName }) }, request, response);
  }
}
