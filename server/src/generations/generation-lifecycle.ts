/**
 * How a generation moves once it is accepted. Every change names the attempt that makes it and is refused when another attempt,
 * or its author, was quicker: two workers that believe they hold one job cannot both end it [GN1].
 */
import type { Fact, Generation, GenerationId, WireError } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Forecasts } from '../queue/forecasts.ts';
import { GenerationQueue } from '../queue/generation.queue.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { entryOf } from './generation-row.ts';
import { type Expected, errorColumns, GenerationsRepository } from './generations.repository.ts';

/** Of a row, to this state. */
interface Change {
  status: Generation['status'];
  attempts?: number;
  startedAt?: Date | null;
  finishedAt?: Date;
}

const FACT_OF = {
  queued: 'generation:queued',
  developing: 'generation:started',
  finished: 'generation:finished',
  failed: 'generation:failed',
  cancelled: 'generation:cancelled',
} as const satisfies Record<Generation['status'], Fact>;

@Injectable()
export class GenerationLifecycle {
  constructor(
    private readonly repository: GenerationsRepository,
    private readonly queue: GenerationQueue,
    private readonly forecasts: Forecasts,
    private readonly feed: RoomFeed,
  ) {}

  find(id: GenerationId): Promise<Generation | null> {
    return this.repository.find(id);
  }

  /** Its pictures that need not be made: those that it has, and those that somebody took away. */
  async settled({ id, pictures }: Generation): Promise<Set<number>> {
    return new Set([...pictures.map(({ index }) => index), ...(await this.repository.deletedIndexes(id))]);
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
    const change = { status: 'finished' as const, finishedAt: new Date() };
    const done = await this.moveUnlessGivenUp(before, this.mine(before), change);
    // One that was tried twice says nothing of how well times are told.
    if (done?.attempts === 1) await this.forecasts.cameTrue(done.id).catch(() => {});
  }

  async cancelled(before: Generation): Promise<void> {
    await this.move(before, this.mine(before), { status: 'cancelled', finishedAt: new Date() });
  }

  async fail(before: Generation, error: WireError): Promise<void> {
    const change = { status: 'failed' as const, finishedAt: new Date(), ...errorColumns(error) };
    const expected = { status: { in: ['queued' as const, 'developing' as const] }, attempts: before.attempts };
    await this.moveUnlessGivenUp(before, expected, change);
  }

  /**
   * Back in line with its place at the front, unless it was given up meanwhile. `countAttempt` false: the try was ours to break off, not
   * the model's.
   */
  async giveBack(before: Generation, { countAttempt }: { countAttempt: boolean }): Promise<void> {
    const attempts = countAttempt ? before.attempts : before.attempts - 1;
    const change = { status: 'queued' as const, attempts, startedAt: null };
    // Told first: the room hears that it waits before it hears of its place.
    const generation = await this.moveUnlessGivenUp(before, this.mine(before), change);
    if (generation) await this.queue.waitsAgain(generation.id);
  }

  /** It lost these pictures. A finished one waits again, with all its attempts, to make them anew. False: nothing was changed. */
  async developAgain(id: GenerationId, lost: number[]): Promise<boolean> {
    const generation = await this.repository.forgetPictures(id, lost);
    if (generation?.status === 'queued') {
      await this.tell(generation);
      await this.queue.addOnce(id, entryOf(generation));
    }
    return generation !== null;
  }

  /**
   * Says again how it stands, for whoever changed it may have died, or lost the connection, before it told the room. A browser that
   * knows already ignores it [RC3].
   */
  async tell(generation: Generation): Promise<void> {
    await this.feed.publish(generation.roomId, FACT_OF[generation.status], { generation });
  }

  /** Whoever gave it up meanwhile sees it cancelled, whatever became of it. Null: the change was not made. */
  private async moveUnlessGivenUp(before: Generation, expected: Expected, change: Change): Promise<Generation | null> {
    const generation = await this.move(before, { ...expected, cancelRequestedAt: null }, change);
    if (!generation) await this.cancelled(before);
    return generation;
  }

  /**
   * Makes a change and tells the room. One that was made before is told as well: the connection may have broken after this very
   * change, before its answer. Null: it was refused.
   */
  private async move(before: Generation, expected: Expected, change: Change): Promise<Generation | null> {
    const generation =
      (await this.repository.update(before.id, expected, change)) ?? (await this.madeBefore(before, change));
    if (generation) await this.tell(generation);
    return generation;
  }

  private async madeBefore({ id, ...before }: Generation, change: Change): Promise<Generation | null> {
    const found = await this.repository.find(id);
    const isMade = found?.status === change.status && found.attempts === (change.attempts ?? before.attempts);
    return isMade ? found : null;
  }

  private mine(before: Generation) {
    return { status: 'developing' as const, attempts: before.attempts };
  }
}
