/**
 * Row and job agree: whatever is unfinished by its row has a job, and no job waits for a row that ended. Looks at start and every ten
 * seconds. A job is missing when Redis lost its data, or was away when the prompt was accepted; one is too many when whoever ended
 * its row died before it took the job out of the line.
 */
import { GenerationId } from '@darkroom/protocol';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { GenerationLifecycle } from '../generations/generation-lifecycle.ts';
import { entryOf } from '../generations/generation-row.ts';
import { GenerationsRepository } from '../generations/generations.repository.ts';
import { GenerationQueue } from '../queue/generation.queue.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { isOpen } from './development.ts';
import { Mended } from './mended.ts';
import { Rounds } from './rounds.ts';

const EVERY_MS = 10_000;

@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly repository: GenerationsRepository,
    private readonly queue: GenerationQueue,
    private readonly lifecycle: GenerationLifecycle,
    private readonly mended: Mended,
    redis: Redis,
    log: Log,
  ) {
    this.rounds = new Rounds('jobs', EVERY_MS, () => this.reconcile(), redis, log);
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): void {
    this.rounds.stop();
  }

  async reconcile(): Promise<void> {
    // A row is written before its job: the row of a job that is read first can be read afterwards.
    const waiting = await this.queue.waiting();
    const unfinished = await this.repository.unfinished();
    const open = new Set<string>(unfinished.map(({ id }) => id));
    await this.removeJobs(waiting.filter((id) => !open.has(id)));
    const found = { queued: 0, developing: 0 };
    // Oldest first.
    for (const { id } of unfinished) {
      if (await this.queue.has(id)) continue;
      // It may have ended, and its job with it, since the rows were read.
      const generation = await this.lifecycle.find(id);
      if (!generation || !isOpen(generation) || !(await this.queue.addOnce(id, entryOf(generation)))) continue;
      await this.lifecycle.tell(generation);
      found[generation.status === 'queued' ? 'queued' : 'developing']++;
    }
    this.mended.note('queued_without_job', found.queued);
    this.mended.note('developing_without_worker', found.developing);
  }

  private async removeJobs(ids: string[]): Promise<void> {
    let removed = 0;
    for (const id of ids) {
      if (!(await this.queue.remove(id))) continue;
      removed++;
      const ended = await this.lifecycle.find(GenerationId.parse(id));
      if (ended) await this.lifecycle.tell(ended);
    }
    this.mended.note('job_without_row', removed);
  }
}
