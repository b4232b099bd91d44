import type { RoomId, Upload, UploadId, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Upload as Row } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

export interface NewUpload extends Upload {
  roomId: RoomId;
  authorId: UserId;
  objectKey: string;
  bytes: number;
  sha256: string;
}

@Injectable()
export class UploadsRepository {
  constructor(private readonly prisma: Prisma) {}

  /** The same picture that this person brought to this room before, kept for another while. */
  async again(roomId: RoomId, authorId: UserId, sha256: string): Promise<Row | null> {
    const [row] = await this.prisma.upload.findMany({ where: { roomId, authorId, sha256 }, take: 1 });
    if (!row) return null;
    const { count } = await this.prisma.upload.updateMany({ where: { id: row.id }, data: { usedAt: new Date() } });
    return count > 0 ? row : null;
  }

  /** The same picture of the same person in the same room is one row: this one, or one that was quicker. */
  async storeOnce(upload: NewUpload): Promise<Row> {
    const { roomId, authorId, sha256 } = upload;
    return this.prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${roomId + authorId + sha256}, 0))`;
      const known = await transaction.upload.findFirst({ where: { roomId, authorId, sha256 } });
      return known ?? transaction.upload.create({ data: upload });
    });
  }

  async find(id: UploadId): Promise<Row | null> {
    return this.prisma.upload.findUnique({ where: { id } });
  }
}
