import { GenerationId, type LeftPictures, NOBODY, RoomId, type UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Generation, Prisma as Query } from '../generated/prisma/client.ts';
import { NAMELESS_ROOM, roomNameOf } from '../rooms/default-name.ts';
import { Prisma } from '../shared/prisma.ts';

/** A statement must end long before the database gives up on it, whatever hangs on its rows. */
const BATCH = 200;
const isOver = { in: ['finished', 'failed', 'cancelled'] } as const satisfies Query.GenerationWhereInput['status'];

export interface Departure {
  userId: UserId;
  pictures: LeftPictures;
}

/** A room that somebody left: who hosts it now, where that is somebody else than before. */
export interface LeftRoom {
  roomId: RoomId;
  newHostId: UserId | null;
}

/** What is left of somebody who deleted themself, step by step; each may be done again. */
@Injectable()
export class DeparturesRepository {
  constructor(private readonly prisma: Prisma) {}

  /**
   * Nobody is this person from now on: no session, no identity, no name. The row says what remains to be done, until there is nothing
   * left of them; it goes with them. False: they have gone before.
   */
  async begin({ userId, pictures }: Departure): Promise<boolean> {
    return this.prisma.$transaction(async (transaction) => {
      const user = await transaction.user.findUnique({ where: { id: userId } });
      if (!user) return false;
      await transaction.user.update({ where: { id: userId }, data: { name: '' } });
      // A room that nobody gave a name has theirs.
      const named = { name: roomNameOf(user.name), memberships: { some: { userId } } };
      await transaction.room.updateMany({ where: named, data: { name: NAMELESS_ROOM } });
      await transaction.departure.createMany({ data: { userId, pictures }, skipDuplicates: true });
      await transaction.session.deleteMany({ where: { userId } });
      await transaction.identity.deleteMany({ where: { userId } });
      return true;
    });
  }

  async all(): Promise<Departure[]> {
    const rows = await this.prisma.departure.findMany({ orderBy: { askedAt: 'asc' } });
    return rows.map(({ userId, pictures }) => ({
      userId: userId as UserId,
      pictures: pictures === 'delete' ? 'delete' : 'keep-without-name',
    }));
  }

  /** The rooms that they have to do with. */
  async roomsOf(userId: UserId): Promise<RoomId[]> {
    const rows = await this.prisma.room.findMany({
      where: { OR: [{ memberships: { some: { userId } } }, { generations: { some: { authorId: userId } } }] },
      select: { id: true },
    });
    return rows.map(({ id }) => RoomId.parse(id));
  }

  /**
   * Leaves a room. Where they were its only host, who has been a member longest hosts it; where nobody is left, the room goes [MD5].
   */
  async leaveRoom(roomId: RoomId, userId: UserId): Promise<LeftRoom> {
    return this.prisma.$transaction(async (transaction) => {
      // One after the other: two who leave at once would each take the other for its host.
      await transaction.$executeRaw`SELECT 1 FROM rooms WHERE id = ${roomId}::uuid FOR UPDATE`;
      await transaction.membership.deleteMany({ where: { roomId, userId } });
      const staying = await transaction.membership.findMany({
        where: { roomId, removedAt: null, user: { departure: null } },
        // A viewer only where nobody else is left.
        orderBy: [{ role: 'asc' }, { joinedAt: 'asc' }, { userId: 'asc' }],
        take: 1,
      });
      const [next] = staying;
      if (!next) {
        await transaction.room.updateMany({ where: { id: roomId, deletedAt: null }, data: { deletedAt: new Date() } });
        return { roomId, newHostId: null };
      }
      if (next.role === 'host') return { roomId, newHostId: null };
      const where = { roomId_userId: { roomId, userId: next.userId } };
      await transaction.membership.update({ where, data: { role: 'host' } });
      return { roomId, newHostId: next.userId as UserId };
    });
  }

  async unfinished(authorId: UserId): Promise<{ id: GenerationId; status: Generation['status'] }[]> {
    const rows = await this.prisma.generation.findMany({
      where: { authorId, status: { in: ['queued', 'developing'] } },
      select: { id: true, status: true },
    });
    return rows.map(({ id, status }) => ({ id: GenerationId.parse(id), status }));
  }

  /** Some of those that ended, oldest first, with the pictures that they have. */
  async someEnded(authorId: UserId) {
    return this.prisma.generation.findMany({
      where: { authorId, status: isOver },
      include: { images: { select: { generationId: true, index: true } } },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
  }

  /** With reactions, favourites and shares. The generations stay until their objects are gone: they say where those lie. */
  async deletePictures(generationIds: string[]): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      await transaction.image.deleteMany({ where: { generationId: { in: generationIds } } });
      // Of the words by which a room's pictures are found, those that no picture has any more.
      await transaction.$executeRaw`
        DELETE FROM prompt_words w USING (
          SELECT DISTINCT g.room_id, word
          FROM generations g, regexp_split_to_table(searched_words(g.prompt), '[^[:alnum:]]+') word
          WHERE g.id = ANY(${generationIds}::uuid[])
        ) gone
        WHERE w.room_id = gone.room_id AND w.word = gone.word
          AND NOT EXISTS (SELECT 1 FROM images i WHERE i.room_id = w.room_id AND i.words LIKE '%' || w.word || '%')`;
    });
  }

  async deleteGenerations(ids: string[]): Promise<void> {
    await this.prisma.generation.deleteMany({ where: { id: { in: ids } } });
  }

  /** Some of those that ended are nobody's from now on. False: there was none left. */
  async letGo(authorId: UserId): Promise<boolean> {
    await this.prisma.user.createMany({ data: { id: NOBODY, name: '' }, skipDuplicates: true });
    const rows = await this.prisma.generation.findMany({
      where: { authorId, status: isOver },
      select: { id: true },
      take: BATCH,
    });
    const where = { id: { in: rows.map(({ id }) => id) } };
    await this.prisma.generation.updateMany({ where, data: { authorId: NOBODY, revision: { increment: 1 } } });
    return rows.length > 0;
  }

  async someUploads(authorId: UserId): Promise<{ id: string; objectKey: string }[]> {
    return this.prisma.upload.findMany({ where: { authorId }, select: { id: true, objectKey: true }, take: BATCH });
  }

  async deleteUploads(ids: string[]): Promise<void> {
    await this.prisma.upload.deleteMany({ where: { id: { in: ids } } });
  }

  /** The person, with all that still hangs on them. False: somebody stored something of theirs meanwhile. */
  async end(userId: UserId): Promise<boolean> {
    return this.prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
      const left = await transaction.generation.count({ where: { authorId: userId } });
      const uploads = await transaction.upload.count({ where: { authorId: userId } });
      if (left + uploads > 0) return false;
      // What shows how many reacted keeps the higher revision [DC2].
      await transaction.$executeRaw`
        UPDATE images SET marks_revision = marks_revision + 1
        WHERE (generation_id, index) IN (SELECT generation_id, index FROM reactions WHERE user_id = ${userId}::uuid)`;
      await transaction.user.deleteMany({ where: { id: userId } });
      return true;
    });
  }
}
