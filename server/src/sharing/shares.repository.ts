import {
  type GenerationId,
  type ListedShare,
  type RoomId,
  Share,
  SharedPicture,
  type ShareSlug,
  type UserId,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Image, Prisma as Query, Share as ShareRow } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

interface PictureKey {
  generationId: GenerationId;
  index: number;
}

const MOST_LISTED = 500;
/** What is shown: not taken back, of a room that is there. */
const live = { revokedAt: null, image: { generation: { room: { deletedAt: null } } } } as const;

@Injectable()
export class SharesRepository {
  constructor(private readonly prisma: Prisma) {}

  /** The picture's link: the one that it has, or this new one. Null: there is no such picture. */
  async createOnce(picture: PictureKey, slug: ShareSlug, createdById: UserId): Promise<Share | null> {
    const { generationId, index } = picture;
    return this.prisma.$transaction(async (transaction) => {
      // One at a time of a picture: two who share it at once get the same link.
      const there = await transaction.$queryRaw<unknown[]>`
        SELECT 1 FROM images WHERE generation_id = ${generationId}::uuid AND index = ${index} FOR UPDATE`;
      if (there.length === 0) return null;
      const known = await transaction.share.findFirst({ where: { ...picture, revokedAt: null } });
      return toShare(known ?? (await transaction.share.create({ data: { ...picture, slug, createdById } })));
    });
  }

  async find(picture: PictureKey): Promise<Share | null> {
    const row = await this.prisma.share.findFirst({ where: { ...picture, revokedAt: null } });
    return row && toShare(row);
  }

  async revoke(slug: ShareSlug): Promise<void> {
    await this.prisma.share.updateMany({ where: { slug, revokedAt: null }, data: { revokedAt: new Date() } });
  }

  /** Null: nothing is shown under it, any more or at all. */
  async open(slug: ShareSlug): Promise<{ image: Image; shared: Omit<SharedPicture, 'modelTitle'> } | null> {
    const row = await this.prisma.share.findUnique({
      where: { slug, ...live },
      include: { image: { include: { generation: { include: { author: true } } } } },
    });
    if (!row) return null;
    const { generation, ...image } = row.image;
    const { prompt, negativePrompt, model, steps, guidanceScale, author } = generation;
    const { width, height, bytes, placeholder } = image;
    const settings = { prompt, negativePrompt, model, steps, guidanceScale, width, height, seed: Number(image.seed) };
    const madeAt = image.createdAt.toISOString();
    return { image, shared: { slug, ...settings, authorName: author.name, bytes, placeholder, madeAt } };
  }

  /** Those that this person may take back: made by them, of their pictures, or in rooms that they host. */
  async of(userId: UserId): Promise<ListedShare[]> {
    const hosted = { memberships: { some: { userId, role: 'host' as const, removedAt: null } } };
    return this.list({
      OR: [{ createdById: userId }, { image: { generation: { OR: [{ authorId: userId }, { room: hosted }] } } }],
    });
  }

  async ofRoom(roomId: RoomId): Promise<ListedShare[]> {
    return this.list({ image: { roomId } });
  }

  private async list(where: Query.ShareWhereInput): Promise<ListedShare[]> {
    const rows = await this.prisma.share.findMany({
      where: { AND: [live, where] },
      include: { image: { select: { generation: { select: { prompt: true, room: { select: { name: true } } } } } } },
      orderBy: [{ createdAt: 'desc' }, { slug: 'asc' }],
      take: MOST_LISTED,
    });
    return rows.map(({ image: { generation }, ...row }) => ({
      ...toShare(row),
      prompt: generation.prompt,
      roomName: generation.room.name,
    }));
  }
}

const toShare = ({ createdAt, ...row }: ShareRow): Share => Share.parse({ ...row, createdAt: createdAt.toISOString() });
