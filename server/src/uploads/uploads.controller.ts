/** Pictures that people bring: the file is the body, nothing around it. */
import { MAX_UPLOAD_BYTES, type Upload, type User } from '@darkroom/protocol';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ImageDelivery } from '../gallery/image-delivery.ts';
import { CurrentUser } from '../sessions/current-user.ts';
import { readBody } from './body.ts';
import { UploadService } from './upload.service.ts';

@Controller('api')
export class UploadsController {
  constructor(
    private readonly uploads: UploadService,
    private readonly delivery: ImageDelivery,
  ) {}

  /** Read here and not by a middleware: nobody's file is taken before it is known that they may bring one. */
  @Post('rooms/:slug/uploads')
  async bring(@CurrentUser() user: User, @Param('slug') slug: string, @Req() request: Request): Promise<Upload> {
    return this.uploads.bring(user, slug, await readBody(request, MAX_UPLOAD_BYTES));
  }

  @Get('uploads/:uploadId/:file')
  async show(
    @Param('uploadId') uploadId: string,
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { objectKey, picture } = await this.uploads.open(uploadId, file);
    await this.delivery.send(objectKey, picture, request, response);
  }
}
