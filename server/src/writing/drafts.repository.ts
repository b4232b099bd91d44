import type { RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

export interface StoredDraft {
  /** A Yjs update that holds everything; null before the first edit. */
  state: Uint8Array | null;
  epoch: number;
  revision: number;
}

@Injectable()
export class DraftsRepository {
  constructor(private readonly prisma: Prisma) {}

  async find(roomId: RoomId): Promise<StoredDraft> {
    const row = await this.prisma.draft.findUnique({ where: { roomId } });
    return row ?? { state: null, epoch: 0, revision: 0 };
  }

  /** False where another was quicker: then nothing was written, and what they wrote is to be read first. */
  async replace(roomId: RoomId, { revision }: StoredDraft, next: Omit<StoredDraft, 'state'> & { state: Uint8Array }) {
    const data = { ...next, state: Uint8Array.from(next.state) };
    const { count } =
      revision === 0
        ? await this.prisma.draft.createMany({ data: { roomId, ...data }, skipDuplicates: true })
        : await this.prisma.draft.updateMany({ where: { roomId, revision }, data });
    return count === 1;
  }
}
