import type { GenerationId, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

@Injectable()
export class VotesRepository {
  constructor(private readonly prisma: Prisma) {}

  /**
   * Sets or takes back one person's word that it should stop, counting its revision up. False: it does not develop, or is about to
   * stop already, and nothing changed.
   */
  set(id: GenerationId, userId: UserId, isOn: boolean): Promise<boolean> {
    const key = { generationId: id, userId };
    return this.prisma.$transaction(async (transaction) => {
      // The generation's row first: it does not end, and nobody else votes, before this vote is there to be counted.
      const { count } = await transaction.generation.updateMany({
        where: { id, status: 'developing', cancelRequestedAt: null },
        data: { revision: { increment: 1 } },
      });
      if (count === 0) return false;
      if (isOn) await transaction.stopVote.createMany({ data: key, skipDuplicates: true });
      else await transaction.stopVote.deleteMany({ where: key });
      return true;
    });
  }
}
