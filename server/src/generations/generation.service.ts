/** What people do with generations: ask for one, cancel, retry and dismiss it. Whoever calls knows that they may. */
import { randomInt } from 'node:crypto';
import type { Generation, GenerationId, GenerationRequest, User } from '@darkroom/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.ts';
import { Models } from '../models/models.ts';
import { GenerationQueue } from '../queue/generation.queue.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Log } from '../shared/log.ts';
import { Turns } from '../shared/turns.ts';
import { CancelFlags } from './cancel-flags.ts';
import { entryOf } from './generation-row.ts';
import { errorColumns, GenerationsRepository } from './generations.repository.ts';
import { Origins } from './origins.ts';

const STOPPED = new DomainError('stopped_by_room', 'The room stopped it.').toWire();

@Injectable()
export class GenerationService {
  /** Two of one person would only wait for each other in Postgres, and a flood of them take every connection that others need. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: GenerationsRepository,
    private readonly queue: GenerationQueue,
    private readonly feed: RoomFeed,
    private readonly models: Models,
    private readonly origins: Origins,
    private readonly cancelFlags: CancelFlags,
    private readonly log: Log,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Records and queues a generation. Safe to repeat: the browser chose the id, which is both row key and job id, so a retry
   * after a lost ack finds the first attempt instead of making the pictures twice [GN2].
   */
  async enqueue(user: User, request: GenerationRequest): Promise<Generation> {
    await this.models.assertServes(request);
    await this.assertOrigins(request);
    const seed = request.seed ?? randomInt(2 ** 32);
    // Row before job: a worker may take the job before `addOnce` returns.
    const limit = this.env.maxWaitingPerPerson;
    const generation = await this.turns.take(user.id, () =>
      this.repository.createOnce({ ...request, seed }, user.id, limit),
    );
    if (!generation) {
      throw new DomainError('queue_full', `You have ${limit} prompts waiting. Let some of them develop first.`);
    }
    if (generation.author.id !== user.id || generation.roomId !== request.roomId) {
      throw new DomainError('conflict', 'This id belongs to another prompt.');
    }
    if (generation.status !== 'queued') return generation;
    // Told before a worker can take it: the room hears that it waits before it hears that it starts.
    await this.feed.publish(generation.roomId, 'generation:queued', { generation });
    await this.addJob(generation);
    return generation;
  }

  /** Stops it within a step, or at once while it waits [GN5]. */
  async cancel(id: GenerationId): Promise<Generation> {
    const change = { status: 'cancelled' as const, finishedAt: new Date() };
    const waiting = await this.repository.update(id, { status: 'queued' }, change);
    const asked =
      waiting ?? (await this.repository.update(id, { status: 'developing' }, { cancelRequestedAt: new Date() }));
    const generation = asked ?? (await this.find(id));
    // A worker gave it back between the two looks.
    if (!asked && generation.status === 'queued') return this.cancel(id);
    if (asked) await this.cancelFlags.raise(id);
    // Also one that was cancelled before: whoever asks again had no answer, and then the room was not told either.
    if (generation.status === 'cancelled') {
      // A worker that holds its job may have begun; it lowers the flag when it lets go.
      if (await this.queue.remove(id)) await this.cancelFlags.lower(id);
      const { author } = generation;
      if (!(await this.repository.waits(author.id))) await this.queue.tookAllBack(author.id);
      await this.feed.publish(generation.roomId, 'generation:cancelled', { generation });
    }
    return generation;
  }

  /** Stops what develops because the room wants it, within a step; its author is told why [DC5]. */
  async stop(id: GenerationId): Promise<Generation> {
    const expected = { status: 'developing' as const, cancelRequestedAt: null };
    const change = { cancelRequestedAt: new Date(), ...errorColumns(STOPPED) };
    const asked = await this.repository.update(id, expected, change);
    if (asked) await this.cancelFlags.raise(id);
    return asked ?? this.find(id);
  }

  /** Puts a failed or cancelled one back in line; the pictures that it has stay [GN6]. */
  async retry(id: GenerationId): Promise<Generation> {
    const before = await this.find(id);
    await this.cancelFlags.lower(id);
    const again = await this.repository.update(
      id,
      { status: { in: ['failed', 'cancelled'] } },
      {
        ...errorColumns(null),
        status: 'queued',
        attempts: 0,
        startedAt: null,
        finishedAt: null,
        cancelRequestedAt: null,
        dismissedAt: null,
      },
    );
    const generation = again ?? before;
    // Also one that waits already: whoever asks again had no answer, and then the room was not told either.
    if (generation.status === 'queued') {
      await this.feed.publish(generation.roomId, 'generation:queued', { generation });
      await this.addJob(generation);
    }
    return generation;
  }

  /** Takes a failed one off the tray. */
  async dismiss(id: GenerationId): Promise<void> {
    await this.repository.update(id, { status: 'failed', dismissedAt: null }, { dismissedAt: new Date() });
    // Also one that was dismissed before: whoever asks again had no answer, and then the room was not told either.
    const gone = await this.find(id);
    if (gone.status === 'failed') await this.feed.publish(gone.roomId, 'generation:dismissed', { generationId: id });
  }

  /** A repeated request was accepted with them [GN2]; they may have gone since. */
  private async assertOrigins(request: GenerationRequest): Promise<void> {
    if (!request.parent && !request.source) return;
    if (!(await this.repository.find(request.id))) await this.origins.assertThere(request);
  }

  /** The row is stored: if Redis is away the prompt is still accepted, and the reconciler makes its job. */
  private async addJob(generation: Generation): Promise<void> {
    await this.queue.addOnce(generation.id, entryOf(generation)).catch((error: unknown) => {
      this.log.warn({ id: generation.id, reason: String(error) }, 'A job waits to be made from its row');
    });
  }

  private async find(id: GenerationId): Promise<Generation> {
    const generation = await this.repository.find(id);
    if (!generation) throw new DomainError('generation_not_found', 'This prompt does not exist.');
    return generation;
  }
}
