import { type Invite, InviteId, Role, type RoomId, type UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Invite as InviteRow } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

/** Those that may still let somebody in. */
const holds = () => ({ revokedAt: null, expiresAt: { gt: new Date() } });

@Injectable()
export class InvitesRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Refused: whose it would be is no host any more, or the room has `most` already that hold. */
  async create(
    invite: { id: string; roomId: RoomId; createdById: UserId; tokenHash: string; role: Role; expiresAt: Date },
    most: number,
  ): Promise<Invite | 'forbidden' | 'conflict'> {
    const { roomId, createdById: userId } = invite;
    return this.prisma.$transaction(async (transaction) => {
      // One at a time of a room: several that come together would all find room for one more, and who stops to be host just now
      // would keep one that lets in.
      await transaction.$executeRaw`SELECT 1 FROM rooms WHERE id = ${roomId}::uuid FOR NO KEY UPDATE`;
      if ((await transaction.membership.count({ where: { roomId, userId, role: 'host', removedAt: null } })) === 0)
        return 'forbidden';
      if ((await transaction.invite.count({ where: { roomId, ...holds() } })) >= most) return 'conflict';
      return toInvite(await transaction.invite.create({ data: invite }));
    });
  }

  /** Latest first. */
  async list(roomId: RoomId): Promise<Invite[]> {
    const rows = await this.prisma.invite.findMany({
      where: { roomId, ...holds() },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    return rows.map(toInvite);
  }

  async revoke(roomId: RoomId, id: InviteId): Promise<void> {
    await this.prisma.invite.updateMany({ where: { id, roomId, revokedAt: null }, data: { revokedAt: new Date() } });
  }

  /** Null: there is none, or it holds no more. */
  async roleOf(roomId: RoomId, tokenHash: string): Promise<Role | null> {
    const row = await this.prisma.invite.findUnique({ where: { tokenHash, roomId, ...holds() } });
    return row && Role.parse(row.role);
  }
}

const toInvite = ({ id, role, createdAt, expiresAt }: InviteRow): Invite => ({
  id: InviteId.parse(id),
  role: role === 'viewer' ? 'viewer' : 'member',
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
