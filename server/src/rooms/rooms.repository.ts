import { type MyRoom, type Person, Role, Room, RoomId, type RoomSlug, type User, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Membership, Room as RoomRow } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

/** Of one person at a time. */
const MOST_ROOMS = 50;

/** A person's memberships, latest visit first. */
const latestOf = (userId: UserId) => ({
  where: { userId, removedAt: null, room: { deletedAt: null } },
  orderBy: { visitedAt: 'desc' as const },
  take: MOST_ROOMS,
});

/** What a row says of somebody who is, or was, a member. */
export interface Standing {
  role: Role;
  isRemoved: boolean;
}

@Injectable()
export class RoomsRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Room and host are made together or not at all. */
  async create(room: { id: RoomId; slug: RoomSlug; name: string }, host: User): Promise<Room> {
    const row = await this.prisma.room.create({
      data: { ...room, memberships: { create: { userId: host.id, role: 'host' } } },
    });
    return toRoom(row);
  }

  async findBySlug(slug: RoomSlug): Promise<Room | null> {
    const row = await this.prisma.room.findUnique({ where: { slug, deletedAt: null } });
    return row && toRoom(row);
  }

  /** Whether somebody is, or was, a member. Null: they never were. */
  async membership(roomId: RoomId, userId: UserId): Promise<Standing | null> {
    const row = await this.prisma.membership.findUnique({ where: { roomId_userId: { roomId, userId } } });
    return row && toStanding(row);
  }

  /** Makes the person a member in this role if they are not one yet, and notes the visit. One who was removed stays so. */
  async join(roomId: RoomId, userId: UserId, role: Role): Promise<Standing> {
    const row = await this.prisma.membership.upsert({
      where: { roomId_userId: { roomId, userId } },
      create: { roomId, userId, role },
      update: { visitedAt: new Date() },
    });
    return toStanding(row);
  }

  async rename(roomId: RoomId, name: string): Promise<Room> {
    return toRoom(await this.prisma.room.update({ where: { id: roomId }, data: { name } }));
  }

  async lock(roomId: RoomId, isLocked: boolean): Promise<Room> {
    const data = { lockedAt: isLocked ? new Date() : null };
    return toRoom(await this.prisma.room.update({ where: { id: roomId }, data }));
  }

  async markDeleted(roomId: RoomId): Promise<void> {
    await this.prisma.room.updateMany({ where: { id: roomId, deletedAt: null }, data: { deletedAt: new Date() } });
  }

  async renamePerson(userId: UserId, name: string): Promise<void> {
    await this.prisma.user.update({ where: { id: userId }, data: { name } });
  }

  /** Latest visit first. */
  async latestRoomIds(userId: UserId): Promise<RoomId[]> {
    const memberships = await this.prisma.membership.findMany({ ...latestOf(userId), select: { roomId: true } });
    return memberships.map(({ roomId }) => RoomId.parse(roomId));
  }

  /** Latest visit first. */
  async roomsOf(userId: UserId): Promise<MyRoom[]> {
    const memberships = await this.prisma.membership.findMany({ ...latestOf(userId), include: { room: true } });
    const counts = await this.prisma.image.groupBy({
      by: ['roomId'],
      where: { roomId: { in: memberships.map((membership) => membership.roomId) } },
      _count: true,
    });
    const countOf = new Map(counts.map((row) => [row.roomId, row._count]));
    return memberships.map((membership) => toMyRoom(membership, countOf.get(membership.roomId) ?? 0));
  }

  /** Those of `userIds` who are members, in the order in which they joined. */
  async people(roomId: RoomId, userIds: string[]): Promise<Person[]> {
    const rows = await this.prisma.membership.findMany({
      where: { roomId, userId: { in: userIds }, removedAt: null },
      include: { user: true },
      orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
    });
    return rows.map((row) => ({ userId: UserId.parse(row.userId), name: row.user.name, role: Role.parse(row.role) }));
  }
}

const toRoom = ({ id, slug, name, createdAt, lockedAt }: RoomRow): Room =>
  Room.parse({ id, slug, name, createdAt: createdAt.toISOString(), isLocked: lockedAt !== null });

const toStanding = ({ role, removedAt }: Membership): Standing => ({
  role: Role.parse(role),
  isRemoved: removedAt !== null,
});

const toMyRoom = (membership: Membership & { room: RoomRow }, pictureCount: number): MyRoom => ({
  ...toRoom(membership.room),
  role: Role.parse(membership.role),
  visitedAt: membership.visitedAt.toISOString(),
  pictureCount,
});
