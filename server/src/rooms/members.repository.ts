import { type ErrorCode, type Member, Role, type RoomId, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Membership, Prisma as Query, User } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

/** More than anybody reads. */
const MOST_LISTED = 1_000;

type Row = Membership & { user: User };
/** Why nothing was changed. */
export type Refusal = Extract<ErrorCode, 'not_found' | 'last_host'>;

@Injectable()
export class MembersRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Those who are members, or those who were removed, in the order in which they joined. */
  async list(roomId: RoomId, { removed }: { removed: boolean }): Promise<Member[]> {
    const rows = await this.prisma.membership.findMany({
      where: { roomId, removedAt: removed ? { not: null } : null },
      include: { user: true },
      orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
      take: MOST_LISTED,
    });
    return rows.map(toMember);
  }

  /** Gives a member another role. The room's last host stays one. */
  setRole(roomId: RoomId, userId: UserId, role: Role): Promise<Member | Refusal> {
    return this.change(roomId, userId, { role });
  }

  /** Who comes back one day comes as no host. */
  remove(roomId: RoomId, userId: UserId): Promise<Member | Refusal> {
    return this.change(roomId, userId, { removedAt: new Date() });
  }

  /** Null: they never were a member. One who is a member stays as they are. */
  async readmit(roomId: RoomId, userId: UserId): Promise<Member | null> {
    const where = { roomId, userId };
    await this.prisma.membership.updateMany({ where, data: { removedAt: null } });
    const row = await this.prisma.membership.findUnique({ where: { roomId_userId: where }, include: { user: true } });
    return row && toMember(row);
  }

  private change(
    roomId: RoomId,
    userId: UserId,
    change: { role: Role } | { removedAt: Date },
  ): Promise<Member | Refusal> {
    return this.prisma.$transaction(async (transaction) => {
      // One change of a room at a time: two hosts who step down together would leave none.
      await transaction.$executeRaw`SELECT 1 FROM rooms WHERE id = ${roomId}::uuid FOR NO KEY UPDATE`;
      const key = { roomId_userId: { roomId, userId } };
      const before = await transaction.membership.findUnique({ where: key, include: { user: true } });
      if (!before) return 'not_found';
      // Asked again, because the answer was lost: it is as was wanted.
      if (before.removedAt) return 'removedAt' in change ? toMember(before) : 'not_found';
      const stopsHosting = before.role === 'host' && !('role' in change && change.role === 'host');
      if (stopsHosting && (await hostCount(transaction, roomId)) === 1) return 'last_host';
      if (stopsHosting) await revokeInvites(transaction, roomId, userId);
      const data = 'removedAt' in change && stopsHosting ? { ...change, role: 'member' as const } : change;
      return toMember(await transaction.membership.update({ where: key, data, include: { user: true } }));
    });
  }
}

const hostCount = (transaction: Query.TransactionClient, roomId: RoomId) =>
  transaction.membership.count({ where: { roomId, role: 'host', removedAt: null } });

/** Of who is host no more: they must not come back, or bring others, by a link of their own. */
const revokeInvites = (transaction: Query.TransactionClient, roomId: RoomId, createdById: UserId) =>
  transaction.invite.updateMany({ where: { roomId, createdById, revokedAt: null }, data: { revokedAt: new Date() } });

const toMember = ({ userId, user, role, joinedAt, removedAt }: Row): Member => ({
  userId: UserId.parse(userId),
  name: user.name,
  role: Role.parse(role),
  joinedAt: joinedAt.toISOString(),
  isRemoved: removedAt !== null,
});
