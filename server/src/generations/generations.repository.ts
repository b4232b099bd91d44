import type { Generation, GenerationId, GenerationRequest, RoomId, UserId, WireError } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { GenerationStatus, Prisma as Query } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';
import { originColumns, toGeneration, WHOLE } from './generation-row.ts';

/** A change that happens only if the row is still as the caller believes. */
export type Expected = Query.GenerationWhereInput;

@Injectable()
export class GenerationsRepository {
  constructor(private readonly prisma: Prisma) {}

  /**
   * Stores the request, unless its id is taken: then the row that has it is returned, whoever's it is [GN2]. Null: the author has
   * `limit` waiting already [QU5].
   */
  async createOnce(
    request: GenerationRequest & { seed: number },
    authorId: UserId,
    limit: number,
  ): Promise<Generation | null> {
    const { seed, parent: _, source: __, ...settings } = request;
    const data = { ...settings, ...originColumns(request), authorId, seed: BigInt(seed) };
    await this.prisma.$transaction(async (transaction) => {
      // One request of a person at a time: several that arrive together would all find room for one more.
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${authorId}, 0))`;
      const waiting = await transaction.generation.count({ where: { authorId, status: 'queued' } });
      if (waiting < limit) await transaction.generation.createMany({ data, skipDuplicates: true });
    });
    return this.find(request.id);
  }

  async find(id: GenerationId): Promise<Generation | null> {
    const row = await this.prisma.generation.findUnique({ where: { id }, include: WHOLE });
    return row && toGeneration(row);
  }

  /** What a room's tray shows: waiting and developing, and what failed and was not dismissed. Oldest first. */
  async inTray(roomId: RoomId): Promise<Generation[]> {
    const rows = await this.prisma.generation.findMany({
      where: { roomId, status: { in: ['queued', 'developing', 'failed'] }, dismissedAt: null },
      include: WHOLE,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toGeneration);
  }

  /**
   * Changes the row if it is as expected, counting its revision up; votes to stop it go when it develops no more [DC5]. Null: it was
   * not, and nothing changed.
   */
  async update(
    id: GenerationId,
    expected: Expected,
    data: Query.GenerationUncheckedUpdateManyInput,
  ): Promise<Generation | null> {
    const where = { ...expected, id };
    const change = this.prisma.generation.updateMany({ where, data: { ...data, revision: { increment: 1 } } });
    const votes = { generationId: id, generation: { status: { not: 'developing' as const } } };
    const [{ count }] =
      data.status === undefined
        ? [await change]
        : await this.prisma.$transaction([change, this.prisma.stopVote.deleteMany({ where: votes })]);
    return count === 0 ? null : this.find(id);
  }

  /**
   * Takes rows of pictures away. A finished generation waits again; one that is open stays as it is, for whoever develops it counts
   * on them, and one of a deleted room, for its objects go before its rows. Null: nothing was changed.
   */
  async forgetPictures(id: GenerationId, indexes: number[]): Promise<Generation | null> {
    const ended: { in: GenerationStatus[] } = { in: ['finished', 'failed', 'cancelled'] };
    const forgotten = await this.prisma.$transaction(async (transaction) => {
      const generation = { status: ended, room: { deletedAt: null } };
      const images = { generationId: id, index: { in: indexes }, generation };
      const { count } = await transaction.image.deleteMany({ where: images });
      if (count === 0) return false;
      await transaction.generation.updateMany({
        where: { id, status: 'finished' },
        data: { status: 'queued', attempts: 0, startedAt: null, finishedAt: null, revision: { increment: 1 } },
      });
      return true;
    });
    return forgotten ? this.find(id) : null;
  }

  /** Pictures of it that somebody took away. */
  async deletedIndexes(id: GenerationId): Promise<number[]> {
    const row = await this.prisma.generation.findUnique({ where: { id }, select: { deletedIndexes: true } });
    return row?.deletedIndexes ?? [];
  }

  async waits(authorId: UserId): Promise<boolean> {
    return (await this.prisma.generation.count({ where: { authorId, status: 'queued' } })) > 0;
  }

  async isCancelRequested(id: GenerationId): Promise<boolean> {
    return (await this.prisma.generation.count({ where: { id, cancelRequestedAt: { not: null } } })) > 0;
  }

  /** All that should have a job, oldest first. */
  async unfinished(): Promise<Generation[]> {
    const status: { in: GenerationStatus[] } = { in: ['queued', 'developing'] };
    const rows = await this.prisma.generation.findMany({
      where: { status },
      include: WHOLE,
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(toGeneration);
  }
}

/** The columns of a failure. */
export const errorColumns = (error: WireError | null) => ({
  errorCode: error?.code ?? null,
  errorMessage: error?.message ?? null,
});
