import type { GenerationId, RoomId, RoomSlug, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

/** What the rules ask of the rows. */
@Injectable()
export class AccessRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Null: there is no such room. */
  async isMemberAt(slug: RoomSlug, userId: UserId): Promise<boolean | null> {
    const select = { _count: { select: { memberships: { where: { userId } } } } };
    const room = await this.prisma.room.findUnique({ where: { slug }, select });
    return room && room._count.memberships > 0;
  }

  async isMemberOfGeneration(id: GenerationId, userId: UserId): Promise<boolean> {
    const where = { userId, room: { generations: { some: { id } } } };
    return (await this.prisma.membership.count({ where })) > 0;
  }

  /** Null: there is none in this room. */
  async authorOf(id: GenerationId, roomId: RoomId): Promise<string | null> {
    const row = await this.prisma.generation.findUnique({ where: { id, roomId }, select: { authorId: true } });
    return row?.authorId ?? null;
  }
}
