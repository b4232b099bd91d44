/**
 * Takes away what is left of somebody who deleted themself [MD3]. Each step may be done again, and their own row goes last: as long
 * as it is there, the next round goes on wherever the one before was broken off. Looks at start and every two seconds.
 */
import { GenerationId, RoomId } from '@darkroom/protocol';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Rounds } from '../developing/rounds.ts';
import { CancelFlags } from '../generations/cancel-flags.ts';
import { GenerationLifecycle } from '../generations/generation-lifecycle.ts';
import { GenerationsRepository } from '../generations/generations.repository.ts';
import { GenerationQueue } from '../queue/generation.queue.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { objectKey } from '../storage/object-keys.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { type Departure, DeparturesRepository } from './departures.repository.ts';

const EVERY_MS = 2_000;

@Injectable()
export class Departing implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly repository: DeparturesRepository,
    private readonly generations: GenerationsRepository,
    private readonly lifecycle: GenerationLifecycle,
    private readonly cancelFlags: CancelFlags,
    private readonly queue: GenerationQueue,
    private readonly store: ObjectStore,
    private readonly feed: RoomFeed,
    redis: Redis,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds('departures', EVERY_MS, () => this.finishAll(), redis, log);
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): void {
    this.rounds.stop();
  }

  async finishAll(): Promise<void> {
    for (const departure of await this.repository.all()) {
      // One that cannot go on now must not hold up the others.
      await this.finish(departure).catch((error: unknown) => {
        this.log.warn({ reason: String(error) }, 'Somebody is not deleted yet; the next round goes on');
      });
    }
  }

  private async finish({ userId, pictures }: Departure): Promise<void> {
    const rooms = await this.repository.roomsOf(userId);
    for (const roomId of rooms) await this.leaveRoom(roomId, userId);
    // What a worker has in hand may be stored any moment: a later round finds it ended.
    if (!(await this.giveUp(userId))) return;
    if (pictures === 'delete') while (await this.deleteSome(userId));
    else while (await this.repository.letGo(userId));
    while (await this.deleteUploads(userId));
    if (!(await this.repository.end(userId))) return;
    // Names, reactions and whatever else a page shows of them.
    for (const roomId of rooms) await this.feed.tell(roomId, 'feed:resync', {});
    this.log.info({ pictures }, 'Somebody deleted themself: nothing of theirs is left');
  }

  private async leaveRoom(roomId: RoomId, userId: Departure['userId']): Promise<void> {
    const { newHostId } = await this.repository.leaveRoom(roomId, userId);
    if (newHostId) this.feed.standingChanged(roomId, newHostId);
    if (newHostId) await this.feed.tell(roomId, 'feed:resync', {});
  }

  /** Nobody waits for what they asked for. False: some worker has one of them in hand still. */
  private async giveUp(userId: Departure['userId']): Promise<boolean> {
    let isInHand = false;
    for (const { id, status } of await this.repository.unfinished(userId)) {
      if (status === 'queued') await this.takeBack(id);
      else {
        await this.generations.update(id, { status: 'developing' }, { cancelRequestedAt: new Date() });
        await this.cancelFlags.raise(id);
        isInHand = true;
      }
    }
    if (!isInHand) await this.queue.tookAllBack(userId);
    return !isInHand;
  }

  private async takeBack(id: GenerationId): Promise<void> {
    const change = { status: 'cancelled' as const, finishedAt: new Date() };
    const cancelled = await this.generations.update(id, { status: 'queued' }, change);
    await this.queue.remove(id);
    if (cancelled) await this.lifecycle.tell(cancelled);
  }

  /** Pictures first, then their objects, then the prompts that say where those lay. False: there was none left. */
  private async deleteSome(userId: Departure['userId']): Promise<boolean> {
    const some = await this.repository.someEnded(userId);
    if (some.length === 0) return false;
    const ids = some.map(({ id }) => id);
    await this.repository.deletePictures(ids);
    for (const [roomId, theirs] of Map.groupBy(some, (generation) => RoomId.parse(generation.roomId))) {
      const pictures = theirs.flatMap(({ images }) =>
        images.map(({ generationId, index }) => ({ generationId: GenerationId.parse(generationId), index })),
      );
      if (pictures.length > 0) await this.feed.publish(roomId, 'pictures:deleted', { pictures });
      for (const { id, status, dismissedAt } of theirs) {
        const isShown = status === 'failed' && dismissedAt === null;
        if (isShown) await this.feed.publish(roomId, 'generation:dismissed', { generationId: GenerationId.parse(id) });
      }
    }
    // Whatever rows there were: a picture may have been stored and its row not.
    const keys = some.flatMap(({ roomId, id, count }) =>
      Array.from({ length: count }, (_, index) => [
        objectKey(roomId, id, index, 'original'),
        objectKey(roomId, id, index, 'thumbnail'),
      ]).flat(),
    );
    await this.store.delete(keys);
    await this.repository.deleteGenerations(ids);
    return true;
  }

  /** Pictures that they brought go whatever becomes of those that they made. */
  private async deleteUploads(userId: Departure['userId']): Promise<boolean> {
    const some = await this.repository.someUploads(userId);
    const keys: string[] = [];
    for (const upload of some) {
      // The picture and whatever lies beside it under its name.
      for await (const key of this.store.list(upload.objectKey.replace(/\.\w+$/, '.'))) keys.push(key);
    }
    await this.store.delete(keys);
    await this.repository.deleteUploads(some.map(({ id }) => id));
    return some.length > 0;
  }
}
