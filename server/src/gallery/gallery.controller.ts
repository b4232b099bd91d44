import {
  type GalleryFacets,
  type GalleryPage,
  GalleryQuery,
  GallerySearch,
  GalleryZipRequest,
  type User,
} from '@darkroom/protocol';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RoomService } from '../rooms/room.service.ts';
import { CurrentUser } from '../sessions/current-user.ts';
import { parse } from '../shared/parse.ts';
import { fileName } from '../storage/file-names.ts';
import { sendZip } from '../storage/zip.ts';
import { Archive } from './archive.ts';
import { parsePictureKey } from './gallery.repository.ts';
import { GalleryService } from './gallery.service.ts';
import { ImageDelivery } from './image-delivery.ts';

@Controller('api')
export class GalleryController {
  constructor(
    private readonly gallery: GalleryService,
    private readonly rooms: RoomService,
    private readonly archive: Archive,
    private readonly delivery: ImageDelivery,
  ) {}

  @Get('rooms/:slug/gallery')
  async page(@Param('slug') slug: string, @CurrentUser() me: User, @Query() query: unknown): Promise<GalleryPage> {
    const room = await this.rooms.find(slug);
    return this.gallery.page(room.id, me.id, parse(GalleryQuery, query));
  }

  @Get('rooms/:slug/gallery/search')
  async search(@Param('slug') slug: string, @CurrentUser() me: User, @Query() query: unknown): Promise<GalleryPage> {
    const room = await this.rooms.find(slug);
    return this.gallery.page(room.id, me.id, parse(GallerySearch, query));
  }

  @Get('rooms/:slug/gallery/facets')
  async facets(@Param('slug') slug: string): Promise<GalleryFacets> {
    const room = await this.rooms.find(slug);
    return this.gallery.facets(room.id);
  }

  @Post('rooms/:slug/gallery/zip')
  @HttpCode(200)
  async zip(@Param('slug') slug: string, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const room = await this.rooms.find(slug);
    const keys = new Set(parse(GalleryZipRequest, body).pictures.split(','));
    const pictures = Array.from(keys, parsePictureKey);
    await sendZip(this.archive.entries(room.id, pictures), `${fileName(room.name, 'darkroom')}.zip`, response);
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
