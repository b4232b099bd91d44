/**
 * Row and job agree: whatever is unfinished by its row has a job. Looks at start and every ten seconds. A job is missing when Redis
 * lost its data, or was away when the prompt was accepted; one without an unfinished row is passed over by the worker that takes it.
 */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { entryOf } from '../generations/generation-row.ts';
import { GenerationsRepository } from '../generations/generations.repository.ts';
import { GenerationQueue } from '../queue/generation.queue.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { Rounds } from './rounds.ts';

const EVERY_MS = 10_000;

@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly repository: GenerationsRepository,
    private readonly queue: GenerationQueue,
    redis: Redis,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds('jobs', EVERY_MS, () => this.reconcile(), redis, log);
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): void {
    this.rounds.stop();
  }

  /** Gives every unfinished row its job, oldest first. Returns how many were missing. */
  async reconcile(): Promise<number> {
    let mended = 0;
    for (const generation of await this.repository.unfinished()) {
      if (await this.queue.addOnce(generation.id, entryOf(generation))) mended++;
    }
    if (mended > 0) this.log.info({ mended }, 'Jobs were made again from their rows');
    return mended;
  }
}
