import type { MaybeShare, Share, SharedPicture, ShareList, User } from '@darkroom/protocol';
import { Controller, Delete, Get, HttpCode, Param, Put, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ImageDelivery } from '../gallery/image-delivery.ts';
import { RoomService } from '../rooms/room.service.ts';
import { CurrentUser } from '../sessions/current-user.ts';
import { DomainError } from '../shared/domain-error.ts';
import { ShareService } from './share.service.ts';

@Controller('api')
export class SharesController {
  constructor(
    private readonly shares: ShareService,
    private readonly rooms: RoomService,
    private readonly delivery: ImageDelivery,
  ) {}

  @Put('images/:generationId/:index/share')
  share(
    @CurrentUser() user: User,
    @Param('generationId') generationId: string,
    @Param('index') index: string,
  ): Promise<Share> {
    return this.shares.share(user, generationId, index);
  }

  @Get('images/:generationId/:index/share')
  async find(@Param('generationId') generationId: string, @Param('index') index: string): Promise<MaybeShare> {
    return { share: await this.shares.find(generationId, index) };
  }

  @Get('rooms/:slug/shares')
  async ofRoom(@Param('slug') slug: string): Promise<ShareList> {
    const room = await this.rooms.find(slug);
    return { shares: await this.shares.ofRoom(room.id) };
  }

  @Get('shares')
  async mine(@CurrentUser() user: User): Promise<ShareList> {
    return { shares: await this.shares.of(user) };
  }

  @Get('shares/:share')
  async show(@Param('share') slug: string): Promise<SharedPicture> {
    const shared = await this.shares.open(slug);
    if (!shared) throw new DomainError('not_found', 'Nothing is shared here.');
    return shared;
  }

  @Get('shares/:share/:file')
  async picture(
    @Param('share') slug: string,
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { objectKey, picture } = await this.shares.openFile(slug, file);
    const downloadName = 'download' in request.query ? `darkroom-${file}` : undefined;
    await this.delivery.send(objectKey, { ...picture, ...(downloadName && { downloadName }) }, request, response);
  }

  @Delete('shares/:share')
  @HttpCode(204)
  async revoke(@Param('share') slug: string): Promise<void> {
    await this.shares.revoke(slug);
  }
}
