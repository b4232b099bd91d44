/**
 * Takes generations off the queue, one at a time for each slot. A worker that dies gives its job back within seconds: its lock
 * runs out after 5 s and any other worker, or itself started again, picks the job up.
 */
import { GenerationId } from '@darkroom/protocol';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { createNodeRedisClient, type Job, WaitingError, Worker } from 'bullmq';
import { ENV, type Env } from '../config/env.ts';
import { CancelFlags } from '../generations/cancel-flags.ts';
import { GenerationLifecycle } from '../generations/generation-lifecycle.ts';
import { entryOf } from '../generations/generation-row.ts';
import { FairShare } from '../queue/fair-share.ts';
import { GenerationQueue, QUEUE_NAME } from '../queue/generation.queue.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { Development, isOpen } from './development.ts';
import { LiveProgress } from './live-progress.ts';
import { Mended } from './mended.ts';
import { persist } from './persist.ts';

const LOCK_MS = 5_000;
const LOOK_FOR_STALLED_MS = 2_000;
/** How long a stop waits for pictures that are nearly done before it gives them back; launchers kill after four seconds. */
const PATIENCE_MS = 2_500;

@Injectable()
export class GenerationWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private worker: Worker | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly redis: Redis,
    private readonly queue: GenerationQueue,
    private readonly fairShare: FairShare,
    private readonly lifecycle: GenerationLifecycle,
    private readonly development: Development,
    private readonly progress: LiveProgress,
    private readonly cancelFlags: CancelFlags,
    private readonly mended: Mended,
    private readonly log: Log,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const connection = this.redis.open('worker');
    await connection.connect();
    this.worker = new Worker(QUEUE_NAME, (job, token) => this.process(job, token), {
      connection: createNodeRedisClient(connection),
      concurrency: this.env.workerConcurrency,
      lockDuration: LOCK_MS,
      stalledInterval: LOOK_FOR_STALLED_MS,
      // Attempts are counted in the row; the queue itself never gives up on a job.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.worker.on('error', (error) => this.log.debug({ reason: error.message }, 'The queue is away'));
    this.worker.on('stalled', (id) => this.mended.note('developing_without_worker', 1, { id }));
    this.worker.on('completed', ({ id }) => void this.lookAgain(GenerationId.parse(id)));
    this.worker.on('failed', (job, error) =>
      this.log.error({ id: job?.id, error }, 'A job failed; its row is looked after'),
    );
  }

  /**
   * Takes no new work; what is nearly done is finished, the rest given back to the front of the line. Modules below this one, with
   * the connections that this takes, are destroyed after it.
   */
  async onModuleDestroy(): Promise<void> {
    const patience = setTimeout(() => this.stopping.abort(new Error('The worker stops')), PATIENCE_MS);
    await this.worker?.close();
    clearTimeout(patience);
  }

  /** A retry that came while its job was ending found that job and made none. */
  private async lookAgain(id: GenerationId): Promise<void> {
    try {
      const generation = await this.lifecycle.find(id);
      if (generation && isOpen(generation)) await this.queue.addOnce(id, entryOf(generation));
    } catch (error) {
      this.log.debug({ id, reason: String(error) }, 'The reconciler makes the job if one is missing');
    }
  }

  private async process(job: Job, token: string | undefined): Promise<void> {
    const { signal } = this.stopping;
    const id = GenerationId.parse(job.id);
    try {
      const generation = await persist('find', () => this.lifecycle.find(id), this.log, signal);
      if (generation && isOpen(generation)) {
        await this.fairShare.serve(job.priority, generation.author.id);
        await this.development.run(generation, signal);
      } else if (generation) {
        // Whoever ended it died, or lost the connection, before it told the room or took the job out of the line.
        await this.lifecycle.tell(generation);
      }
      await Promise.all([this.queue.ended(id), this.progress.forget(id), this.cancelFlags.lower(id)]);
    } catch (error) {
      if (!signal.aborted) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }
}
