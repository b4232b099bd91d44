import type { PictureRef, RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { persist } from '../developing/persist.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { Log } from '../shared/log.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { DeletionRepository } from './deletion.repository.ts';

/** Longer than the reconciler's period. */
const PATIENCE_MS = 70_000;

@Injectable()
export class DeletionService {
  constructor(
    private readonly repository: DeletionRepository,
    private readonly store: ObjectStore,
    private readonly feed: RoomFeed,
    private readonly log: Log,
  ) {}

  /**
   * The rows go at once, and with them the pictures' addresses; the objects right after, or as soon as the store is back. Those that stay
   * because that takes longer, or this process ends, have no row: the reconciler removes them [RL6].
   */
  async delete(roomId: RoomId, pictures: PictureRef[]): Promise<void> {
    const keys = await this.repository.delete(roomId, pictures);
    const patience = AbortSignal.timeout(PATIENCE_MS);
    void persist('deletion', () => this.store.delete(keys), this.log, patience).catch((error: unknown) => {
      this.log.warn({ roomId, reason: String(error) }, 'Deleted pictures wait for the reconciler');
    });
    // Also those that were gone before: whoever asks again had no answer, and then the room was not told either.
    await this.feed.publish(roomId, 'pictures:deleted', { pictures });
  }
}
