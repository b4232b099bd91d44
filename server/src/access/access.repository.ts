import {
  type GenerationId,
  Role,
  type RoomId,
  type RoomSlug,
  type ShareSlug,
  type UploadId,
  type UserId,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

/** How a person stands in a room. Null: they are none of its members, or there is no such room. */
export type Standing = Role | 'removed' | null;

/** A room that is being deleted is there for nobody [RL7]. */
const there = { deletedAt: null };

/** What the rules ask of the rows. */
@Injectable()
export class AccessRepository {
  constructor(private readonly prisma: Prisma) {}

  async standing(roomId: RoomId, userId: UserId): Promise<Standing> {
    const membership = await this.prisma.membership.findUnique({
      where: { roomId_userId: { roomId, userId }, room: there },
    });
    return standingOf(membership);
  }

  /** Of these people in these rooms, by `keyOf`; who is missing is no member. */
  async standings(roomIds: RoomId[], userIds: UserId[]): Promise<Map<string, Standing>> {
    const rows = await this.prisma.membership.findMany({
      where: { roomId: { in: roomIds }, userId: { in: userIds }, room: there },
    });
    return new Map(rows.map((row) => [keyOf(row.roomId, row.userId), standingOf(row)]));
  }

  /** Undefined: there is no such room. */
  async standingAt(slug: RoomSlug, userId: UserId): Promise<Standing | undefined> {
    const room = await this.prisma.room.findUnique({
      where: { slug, ...there },
      select: { memberships: { where: { userId } } },
    });
    return room ? standingOf(room.memberships[0]) : undefined;
  }

  async isMemberOfGeneration(id: GenerationId, userId: UserId): Promise<boolean> {
    const where = { userId, removedAt: null, room: { ...there, generations: { some: { id } } } };
    return (await this.prisma.membership.count({ where })) > 0;
  }

  /** Of its room's people, this one; and who asked for it. Null: there is no such generation. */
  async standingAtGeneration(
    id: GenerationId,
    userId: UserId,
  ): Promise<{ standing: Standing; authorId: string } | null> {
    const row = await this.prisma.generation.findUnique({
      where: { id, room: there },
      select: { authorId: true, room: { select: { memberships: { where: { userId } } } } },
    });
    return row && { standing: standingOf(row.room.memberships[0]), authorId: row.authorId };
  }

  /** Whose a share is, and how this person stands in its room. Null: there is no such share, taken back or not. */
  async sharersOf(slug: ShareSlug, userId: UserId): Promise<{ standing: Standing; sharers: string[] } | null> {
    const room = { select: { memberships: { where: { userId } } } };
    const row = await this.prisma.share.findUnique({
      where: { slug, image: { generation: { room: there } } },
      select: { createdById: true, image: { select: { generation: { select: { authorId: true, room } } } } },
    });
    if (!row) return null;
    const { authorId, room: at } = row.image.generation;
    return { standing: standingOf(at.memberships[0]), sharers: [row.createdById, authorId] };
  }

  async isMemberOfUpload(id: UploadId, userId: UserId): Promise<boolean> {
    const where = { userId, removedAt: null, room: { ...there, uploads: { some: { id } } } };
    return (await this.prisma.membership.count({ where })) > 0;
  }

  /** Who asked for these; one that is not in this room is left out. */
  async authorsOf(ids: GenerationId[], roomId: RoomId): Promise<Map<string, string>> {
    const rows = await this.prisma.generation.findMany({
      where: { id: { in: ids }, roomId },
      select: { id: true, authorId: true },
    });
    return new Map(rows.map(({ id, authorId }) => [id, authorId]));
  }
}

export const keyOf = (roomId: string, userId: string) => `${roomId} ${userId}`;

function standingOf(membership: { role: string; removedAt: Date | null } | null | undefined): Standing {
  if (!membership) return null;
  return membership.removedAt ? 'removed' : Role.parse(membership.role);
}
