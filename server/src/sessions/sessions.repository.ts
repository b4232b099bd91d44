import type { User } from '@darkroom/protocol';
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

  async findUser(tokenHash: string): Promise<User | null> {
    const session = await this.prisma.session.findUnique({ where: { tokenHash }, include: { user: true } });
    if (!session || session.expiresAt < new Date()) return null;
    return { id: UserId.parse(session.user.id), name: session.user.name };
  }

  async rename(userId: UserId, name: string): Promise<void> {
    await this.prisma.user.update({ where: { id: userId }, data: { name } });
  }

  async delete(tokenHash: string): Promise<void> {
    await this.prisma.session.deleteMany({ where: { tokenHash } });
  }
}
