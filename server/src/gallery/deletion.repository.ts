import type { PictureRef, RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

interface Row {
  id: string;
  count: number;
  /** Pictures that were taken away before. */
  before: number[];
}

@Injectable()
export class DeletionRepository {
  constructor(private readonly prisma: Prisma) {}

  /**
   * Takes the rows of pictures away, all or none, and remembers that they are not to be made again, also of those that have no row just
   * now because they are being made anew. Answers with the keys of the objects that have no row any more.
   */
  async delete(roomId: RoomId, pictures: PictureRef[]): Promise<string[]> {
    return this.prisma.$transaction(async (transaction) => {
      const ids = [...new Set(pictures.map(({ generationId }) => generationId))].sort();
      // In one order for everybody: two who delete the same ones must not wait for each other.
      const generations = await transaction.$queryRaw<Row[]>`
        SELECT id, count, deleted_indexes AS before FROM generations
        WHERE id = ANY(${ids}::uuid[]) AND room_id = ${roomId}::uuid ORDER BY id FOR UPDATE`;
      const where = { roomId, OR: pictures };
      const found = await transaction.image.findMany({ where });
      await transaction.image.deleteMany({ where });
      for (const { id, count, before } of generations) {
        const named = pictures.filter(({ generationId }) => generationId === id).map(({ index }) => index);
        const push = [...new Set(named)].filter((index) => index < count && !before.includes(index));
        if (push.length === 0) continue;
        const data = { deletedIndexes: { push }, revision: { increment: 1 } };
        await transaction.generation.update({ where: { id }, data });
      }
      return found.flatMap(({ objectKey, thumbnailKey }) => [objectKey, thumbnailKey]);
    });
  }
}
