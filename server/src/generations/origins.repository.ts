import type { PictureRef, RoomId, UploadId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

/** What a prompt may be made from. */
@Injectable()
export class OriginsRepository {
  constructor(private readonly prisma: Prisma) {}

  async isInRoom({ generationId, index }: PictureRef, roomId: RoomId): Promise<boolean> {
    return (await this.prisma.image.count({ where: { generationId, index, roomId } })) > 0;
  }

  /** Keeps an upload of the room from being forgotten as one that nobody used. False: there is none. */
  async use(uploadId: UploadId, roomId: RoomId): Promise<boolean> {
    const { count } = await this.prisma.upload.updateMany({
      where: { id: uploadId, roomId },
      data: { usedAt: new Date() },
    });
    return count > 0;
  }
}
