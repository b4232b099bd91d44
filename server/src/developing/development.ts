/** One generation from queue to stored pictures, through crashes of the model and its absence [GN1, GN7, QU4]. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode, Generation } from '@darkroom/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.ts';
import { GenerationLifecycle } from '../generations/generation-lifecycle.ts';
import { ImageModel } from '../inference/image-model.ts';
import { isModelError, ModelAway, ModelFailed, ModelRefused } from '../inference/model-errors.ts';
import { Log } from '../shared/log.ts';
import { toDomainError } from '../shared/outage.ts';
import { Darkroom } from './darkroom.ts';
import { persist } from './persist.ts';
import { SourceGone, Sources } from './sources.ts';

const LOOK_FOR_MODEL_MS = 500;
/** How long a stopping worker tries to give its generation back; without that the lock runs out and another takes it. */
const FAREWELL_MS = 2_000;

@Injectable()
export class Development {
  constructor(
    private readonly lifecycle: GenerationLifecycle,
    private readonly darkroom: Darkroom,
    private readonly sources: Sources,
    private readonly model: ImageModel,
    private readonly log: Log,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Returns when the generation has ended, by us or by anybody else.
   *
   * @throws the signal's reason after giving the generation back, uncounted, to the front of the line
   */
  async run(found: Generation, signal: AbortSignal): Promise<void> {
    let generation: Generation | null = found;
    while (generation && isOpen(generation)) {
      if (generation.attempts >= this.env.maxAttempts) {
        // Its tries were used up by workers that died with it.
        const message = `It was tried ${generation.attempts} times, and each time the work broke off.`;
        await this.end(generation, 'model_failed', message, signal);
        return;
      }
      try {
        return await this.attempt(generation, signal);
      } catch (error) {
        generation = await this.recover(generation, error, signal);
      }
    }
  }

  private async attempt(generation: Generation, signal: AbortSignal): Promise<void> {
    // What earlier attempts stored is not made again, nor what was deleted since.
    const settled = await persist('settled', () => this.lifecycle.settled(generation), this.log, signal);
    const left = Array.from({ length: generation.count }, (_, index) => index).filter((index) => !settled.has(index));
    const start = left.length > 0 ? await this.sources.load(generation, signal) : null;
    let begun: Generation | null = null;
    const begin = async () => {
      begun ??= await this.lifecycle.start(generation);
      return begun;
    };
    for (const index of left) {
      const current = await this.darkroom.develop(generation, index, { start, begin }, signal);
      if (!current) return this.write('cancelled', () => this.lifecycle.cancelled(begun ?? generation), signal);
      if (index !== left.at(-1)) await this.write('pictured', () => this.lifecycle.pictured(current), signal);
    }
    const current = begun ?? (await persist('start', begin, this.log, signal));
    if (current) await this.write('finished', () => this.lifecycle.finish(current), signal);
  }

  /** What a failed attempt means. Returns the generation to try again with, or null when it has ended. */
  private async recover(before: Generation, error: unknown, signal: AbortSignal): Promise<Generation | null> {
    // The row knows which attempt is on: the one that failed may have begun or not.
    const patience = signal.aborted ? AbortSignal.timeout(FAREWELL_MS) : signal;
    const generation = await persist('find', () => this.lifecycle.find(before.id), this.log, patience);
    if (!generation) return null;
    const began = generation.status === 'developing';
    if (signal.aborted) {
      if (began) await this.lifecycle.giveBack(generation, { countAttempt: false });
      throw signal.reason;
    }
    this.log.warn(
      { id: generation.id, attempt: generation.attempts, reason: reasonOf(error) },
      'An attempt was broken off',
    );
    // Our own words: what a library or the database says is not for people.
    if (error instanceof SourceGone) return this.end(generation, 'source_not_found', error.message, signal);
    const reason = isModelError(error) ? reasonOf(error) : toDomainError(error).message;
    if (error instanceof ModelRefused) return this.end(generation, 'model_refused', reason, signal);
    if (error instanceof ModelFailed && !error.retryable) return this.end(generation, 'model_failed', reason, signal);
    if (began && generation.attempts >= this.env.maxAttempts)
      return this.end(generation, 'model_failed', reason, signal);
    if (began) await this.write('queued', () => this.lifecycle.giveBack(generation, { countAttempt: true }), signal);
    return this.whenReady(generation, error instanceof ModelAway, signal);
  }

  /** Waits for the model, keeping the generation's place, until it can be tried or is not wanted any more. */
  private async whenReady(waiting: Generation, wasAway: boolean, signal: AbortSignal): Promise<Generation | null> {
    if (wasAway) this.log.info({ id: waiting.id, model: waiting.model }, 'The model is away; the line waits');
    for (;;) {
      await sleep(LOOK_FOR_MODEL_MS, undefined, { signal });
      const generation = await persist('find', () => this.lifecycle.find(waiting.id), this.log, signal);
      if (!generation || !isOpen(generation)) return null;
      if ((await this.model.ready())[generation.model]) return generation;
    }
  }

  private async end(generation: Generation, code: ErrorCode, message: string, signal: AbortSignal): Promise<null> {
    await this.write('failed', () => this.lifecycle.fail(generation, { code, message, retryable: true }), signal);
    return null;
  }

  private write(what: string, write: () => Promise<void>, signal: AbortSignal): Promise<void> {
    return persist(what, write, this.log, signal);
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Neither ended nor given up. */
export const isOpen = ({ status }: Generation) => status === 'queued' || status === 'developing';
