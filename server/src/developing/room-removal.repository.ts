import { GenerationId, RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

/** A statement must end long before the database gives up on it, whatever hangs on its rows. */
const BATCH = 500;

/** What is left of rooms that were deleted. */
@Injectable()
export class RoomRemovalRepository {
  constructor(private readonly prisma: Prisma) {}

  async deletedRooms(): Promise<RoomId[]> {
    const rows = await this.prisma.room.findMany({ where: { deletedAt: { not: null } }, select: { id: true } });
    return rows.map(({ id }) => RoomId.parse(id));
  }

  /** Nobody wants what waits or develops there any more. Answers with those that some worker has still in hand. */
  async giveUp(roomId: RoomId): Promise<GenerationId[]> {
    const now = new Date();
    const revision = { increment: 1 };
    await this.prisma.generation.updateMany({
      where: { roomId, status: 'queued' },
      data: { status: 'cancelled', finishedAt: now, revision },
    });
    const developing = { roomId, status: 'developing' as const };
    await this.prisma.generation.updateMany({
      where: { ...developing, cancelRequestedAt: null },
      data: { cancelRequestedAt: now, revision },
    });
    const rows = await this.prisma.generation.findMany({ where: developing, select: { id: true } });
    return rows.map(({ id }) => GenerationId.parse(id));
  }

  /** Some of its generations, with all that hangs on them. False: there was none left. */
  async removeSome(roomId: RoomId): Promise<boolean> {
    // In the order of an index: no batch sorts what is left.
    const count = await this.prisma.$executeRaw`
      DELETE FROM generations WHERE id IN (
        SELECT id FROM generations WHERE room_id = ${roomId}::uuid ORDER BY status, created_at LIMIT ${BATCH})`;
    return count > 0;
  }

  /** With all that hangs on it. */
  async removeRoom(roomId: RoomId): Promise<void> {
    await this.prisma.room.deleteMany({ where: { id: roomId, deletedAt: { not: null } } });
  }
}
