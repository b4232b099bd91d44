/**
 * How a generation moves once it is accepted. Every change names the attempt that makes it and is refused when another attempt,
 * or its author, was quicker: two workers that believe they hold one job cannot both end it [GN1].
 */
import type { Generation, GenerationId, WireError } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { GenerationQueue } from '../queue/generation.queue.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { entryOf } from './generation-row.ts';
import { errorColumns, GenerationsRepository } from './generations.repository.ts';

@Injectable()
export class GenerationLifecycle {
  constructor(
    private readonly repository: GenerationsRepository,
    private readonly queue: GenerationQueue,
    private readonly feed: RoomFeed,
  ) {}

  find(id: GenerationId): Promise<Generation | null> {
    return this.repository.find(id);
  }

  /** The model began: attempt `attempts + 1` is on. Null when it is not wanted any more, or another attempt took over. */
  async start(before: Generation): Promise<Generation | null> {
    const expected = {
      status: { in: ['queued' as const, 'developing' as const] },
      attempts: before.attempts,
      cancelRequestedAt: null,
    };
    const generation = await this.repository.update(before.id, expected, {
      status: 'developing',
      attempts: { increment: 1 },
      startedAt: new Date(),
    });
    if (!generation) return null;
    await this.queue.started(generation.id);
    await this.feed.publish(generation.roomId, 'generation:started', { generation });
    return generation;
  }

  /** One of its pictures is stored, others are to come. */
  async pictured(before: Generation): Promise<void> {
    const generation = await this.repository.update(before.id, this.mine(before), {});
    if (generation) await this.feed.publish(generation.roomId, 'generation:pictured', { generation });
  }

  async finish(before: Generation): Promise<void> {
    const expected = { ...this.mine(before), cancelRequestedAt: null };
    const done =
      (await this.repository.update(before.id, expected, { status: 'finished', finishedAt: new Date() })) ??
      (await this.finishedBefore(before));
    if (done) await this.feed.publish(done.roomId, 'generation:finished', { generation: done });
    else await this.cancelled(before);
  }

  /** The connection may have broken after this very change was made: the room has to hear of it all the same. */
  private async finishedBefore({ id, attempts }: Generation): Promise<Generation | null> {
    const found = await this.repository.find(id);
    return found?.status === 'finished' && found.attempts === attempts ? found : null;
  }

  async cancelled(before: Generation): Promise<void> {
    const change = { status: 'cancelled' as const, finishedAt: new Date() };
    const generation = await this.repository.update(before.id, this.mine(before), change);
    if (generation) await this.feed.publish(generation.roomId, 'generation:cancelled', { generation });
  }

  async fail(before: Generation, error: WireError): Promise<void> {
    const change = { status: 'failed' as const, finishedAt: new Date(), ...errorColumns(error) };
    const expected = { status: { in: ['queued' as const, 'developing' as const] }, attempts: before.attempts };
    const generation = await this.repository.update(before.id, expected, change);
    if (generation) await this.feed.publish(generation.roomId, 'generation:failed', { generation });
  }

  /** Back in line with its place at the front. `countAttempt` false: the try was ours to break off, not the model's. */
  async giveBack(before: Generation, { countAttempt }: { countAttempt: boolean }): Promise<void> {
    const attempts = countAttempt ? before.attempts : before.attempts - 1;
    const generation = await this.repository.update(before.id, this.mine(before), {
      status: 'queued',
      attempts,
      startedAt: null,
    });
    if (!generation) return;
    // Told first: the room hears that it waits before it hears of its place.
    await this.feed.publish(generation.roomId, 'generation:queued', { generation });
    await this.queue.waitsAgain(generation.id);
  }

  /** It lost these pictures. A finished one waits again, with all its attempts, to make them anew. */
  async developAgain(id: GenerationId, lost: number[]): Promise<void> {
    const generation = await this.repository.forgetPictures(id, lost);
    if (generation?.status !== 'queued') return;
    await this.feed.publish(generation.roomId, 'generation:queued', { generation });
    await this.queue.addOnce(id, entryOf(generation));
  }

  private mine(before: Generation) {
    return { status: 'developing' as const, attempts: before.attempts };
  }
}
