/**
 * Row, job and object agree: whatever is unfinished by its row has a job. Looks at start and every ten seconds, once across all
 * workers. A job is missing when Redis lost its data, or was away when the prompt was accepted.
 */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { entryOf } from '../generations/generation-row.ts';
import { GenerationsRepository } from '../generations/generations.repository.ts';
import { GenerationQueue } from '../queue/generation.queue.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';

const LOOK_EVERY_MS = 10_000;
const LOCK = 'darkroom:reconciler';

@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly repository: GenerationsRepository,
    private readonly queue: GenerationQueue,
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tryReconcile(), LOOK_EVERY_MS);
    void this.tryReconcile();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
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

  private async tryReconcile(): Promise<void> {
    try {
      const expiration = { type: 'PX', value: LOOK_EVERY_MS - 1_000 } as const;
      const mine = await this.redis.commands.set(LOCK, String(process.pid), { condition: 'NX', expiration });
      if (mine) await this.reconcile();
    } catch (error) {
      this.log.debug({ reason: String(error) }, 'The reconciler looks again later');
    }
  }
}
