import type { Me, User } from '@darkroom/protocol';
import { UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

@Injectable()
export class SessionsRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Person and session are made together or not at all. */
  async create(user: User, tokenHash: string, expiresAt: Date): Promise<void> {
    await this.prisma.user.create({ data: { ...user, sessions: { create: { tokenHash, expiresAt } } } });
  }

  async find(tokenHash: string): Promise<Me | null> {
    const user = { include: { _count: { select: { identities: true } } } };
    const session = await this.prisma.session.findUnique({ where: { tokenHash }, include: { user } });
    if (!session || session.expiresAt < new Date()) return null;
    const { id, name, _count } = session.user;
    return { user: { id: UserId.parse(id), name }, isGuest: _count.identities === 0 };
  }

  /** The new one is there with the old one gone, or neither. */
  async exchange(
    oldHash: string | null,
    session: { tokenHash: string; userId: UserId; expiresAt: Date },
  ): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      if (oldHash) await transaction.session.deleteMany({ where: { tokenHash: oldHash } });
      await transaction.session.create({ data: session });
    });
  }

  /** Whether it was made before then: it ends soon, and the new one takes its place. Of several that ask at once one succeeds. */
  async replace(
    oldHash: string,
    newHash: string,
    { madeBefore, oldExpiresAt, newExpiresAt }: { madeBefore: Date; oldExpiresAt: Date; newExpiresAt: Date },
  ): Promise<boolean> {
    const old = await this.prisma.session.findUnique({ where: { tokenHash: oldHash } });
    if (!old || old.createdAt >= madeBefore) return false;
    const { userId } = old;
    return this.prisma.$transaction(async (transaction) => {
      const { count } = await transaction.session.updateMany({
        where: { tokenHash: oldHash, expiresAt: { gt: oldExpiresAt } },
        data: { expiresAt: oldExpiresAt },
      });
      if (count === 0) return false;
      await transaction.session.deleteMany({ where: { userId, expiresAt: { lt: new Date() } } });
      await transaction.session.create({ data: { tokenHash: newHash, userId, expiresAt: newExpiresAt } });
      return true;
    });
  }

  /** Null: there was none. */
  async delete(tokenHash: string): Promise<UserId | null> {
    const session = await this.prisma.session.findUnique({ where: { tokenHash } });
    await this.prisma.session.deleteMany({ where: { tokenHash } });
    return session && UserId.parse(session.userId);
  }

  /** Of these people, those who are in with some browser. */
  async ownersAmong(userIds: UserId[]): Promise<Set<UserId>> {
    const rows = await this.prisma.session.findMany({
      where: { userId: { in: userIds }, expiresAt: { gt: new Date() } },
      select: { userId: true },
      distinct: 'userId',
    });
    return new Set(rows.map(({ userId }) => UserId.parse(userId)));
  }

  async deleteAll(userId: UserId): Promise<void> {
    await this.prisma.session.deleteMany({ where: { userId } });
  }
}
