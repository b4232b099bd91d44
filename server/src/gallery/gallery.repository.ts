import type { GalleryItem, GenerationId, RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Image } from '../generated/prisma/client.ts';
import { toGeneration, toPicture } from '../generations/generation-row.ts';
import { Prisma } from '../shared/prisma.ts';
import type { Cursor } from './cursor.ts';

@Injectable()
export class GalleryRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Newest first, from just behind the cursor: by key, so that page 1,000 costs what page 1 does. */
  async page(roomId: RoomId, after: Cursor | null, take: number): Promise<(GalleryItem & { cursor: Cursor })[]> {
    const images = await this.prisma.image.findMany({
      where: { roomId, ...(after && { OR: behind(after) }) },
      orderBy: [{ createdAt: 'desc' }, { generationId: 'desc' }, { index: 'desc' }],
      include: { generation: { include: { author: true } } },
      take,
    });
    return images.map(({ generation, ...image }) => {
      const { pictures: _, error: __, ...rest } = toGeneration({ ...generation, images: [] });
      return { generation: rest, picture: toPicture(image), cursor: image };
    });
  }

  async find(generationId: GenerationId, index: number): Promise<Image | null> {
    return this.prisma.image.findUnique({ where: { generationId_index: { generationId, index } } });
  }
}

const behind = ({ createdAt, generationId, index }: Cursor) => [
  { createdAt: { lt: createdAt } },
  { createdAt, generationId: { lt: generationId } },
  { createdAt, generationId, index: { lt: index } },
];
