/**
 * Takes away what is left of a deleted room: objects, then rows in batches, the room's own row last [RL7]. As long as that row is
 * there, the next round goes on wherever the one before was broken off. Looks at start and every few seconds.
 */
import type { RoomId } from '@darkroom/protocol';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CancelFlags } from '../generations/cancel-flags.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { roomPrefix } from '../storage/object-keys.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { RoomRemovalRepository } from './room-removal.repository.ts';
import { Rounds } from './rounds.ts';

const EVERY_MS = 5_000;
/** A room has more objects than this process should remember. */
const KEYS_AT_ONCE = 1_000;

@Injectable()
export class RoomRemover implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly repository: RoomRemovalRepository,
    private readonly store: ObjectStore,
    private readonly cancelFlags: CancelFlags,
    redis: Redis,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds('deleted-rooms', EVERY_MS, () => this.removeAll(), redis, log);
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): void {
    this.rounds.stop();
  }

  async removeAll(): Promise<void> {
    for (const roomId of await this.repository.deletedRooms()) await this.remove(roomId);
  }

  private async remove(roomId: RoomId): Promise<void> {
    const inHand = await this.repository.giveUp(roomId);
    for (const id of inHand) await this.cancelFlags.raise(id);
    // Whoever has it in hand may be about to store a picture: the next round finds it ended.
    if (inHand.length > 0) return;
    await this.sweep(roomId);
    while (await this.repository.removeSome(roomId));
    await this.repository.removeRoom(roomId);
    // Whatever was on its way into the bucket as it was swept; later than this there is no row that it could belong to.
    await this.sweep(roomId);
    this.log.info({ roomId }, 'A deleted room is gone');
  }

  private async sweep(roomId: RoomId): Promise<void> {
    let keys: string[] = [];
    for await (const key of this.store.list(roomPrefix(roomId))) {
      keys.push(key);
      if (keys.length < KEYS_AT_ONCE) continue;
      await this.store.delete(keys);
      keys = [];
    }
    await this.store.delete(keys);
  }
}
