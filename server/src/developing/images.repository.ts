import { GenerationId, type Source } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Prisma as Query } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

export interface StoredPicture {
  generationId: GenerationId;
  index: number;
  objectKey: string;
  thumbnailKey: string;
}

/** A generation that some objects belong to. */
export interface Keeper {
  id: string;
  /** Whether the picture has a row, or may get one any moment. */
  keeps: (index: number) => boolean;
}

@Injectable()
export class ImagesRepository {
  constructor(private readonly prisma: Prisma) {}

  /**
   * Safe to repeat: the second attempt at a picture finds the row of the first. False: nothing was stored, for somebody took the picture
   * away, or its room: another worker may have made it before.
   */
  async storeOnce(image: Query.ImageCreateManyInput): Promise<boolean> {
    return this.prisma.$transaction(async (transaction) => {
      // Waits for a deletion that is under way, and then sees what it says.
      const wanted = await transaction.$queryRaw<unknown[]>`
        SELECT 1 FROM generations
        WHERE id = ${image.generationId}::uuid AND NOT ${image.index} = ANY(deleted_indexes) FOR SHARE`;
      if (wanted.length === 0) return false;
      await transaction.image.createMany({ data: image, skipDuplicates: true });
      return true;
    });
  }

  /** Where the picture lies that image-to-image begins from. Null: it is there no more. */
  async keyOf(source: Source): Promise<string | null> {
    const select = { objectKey: true } as const;
    if (source.kind === 'upload') {
      return (await this.prisma.upload.findUnique({ where: { id: source.uploadId }, select }))?.objectKey ?? null;
    }
    const { generationId, index } = source;
    const where = { generationId_index: { generationId, index } };
    return (await this.prisma.image.findUnique({ where, select }))?.objectKey ?? null;
  }

  /** Every picture that has a row, in one consistent view, but those of these rooms. */
  async all(butOf: Set<string>): Promise<StoredPicture[]> {
    const rows = await this.prisma.image.findMany({
      where: { roomId: { notIn: [...butOf] } },
      select: { generationId: true, index: true, objectKey: true, thumbnailKey: true },
    });
    return rows.map((row) => ({ ...row, generationId: GenerationId.parse(row.generationId) }));
  }

  /** Those of these generations that there are. */
  async keptBy(ids: string[]): Promise<Keeper[]> {
    const rows = await this.prisma.generation.findMany({
      where: { id: { in: ids } },
      select: { id: true, status: true, images: { select: { index: true } } },
    });
    return rows.map(({ id, status, images }) => ({
      id,
      keeps: (index) => status === 'queued' || status === 'developing' || images.some((image) => image.index === index),
    }));
  }
}
