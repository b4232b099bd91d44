import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ImageModel } from '../inference/image-model.ts';
import { Redis } from '../shared/redis.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { HealthRepository } from './health.repository.ts';
import type { Check, Readiness } from './health.schema.ts';

export const CHECK_TIMEOUT_MS = 2_000;

/**
 * Asks each thing that Darkroom stands on, all at once. Without Postgres, Redis or S3 a room is of no use: `unavailable`. Without
 * TorchServe people still meet, look at their gallery and line prompts up [QU4]: `degraded`, and traffic should keep coming.
 */
@Injectable()
export class HealthService {
  constructor(
    private readonly postgres: HealthRepository,
    private readonly redis: Redis,
    private readonly store: ObjectStore,
    private readonly model: ImageModel,
  ) {}

  async readiness(): Promise<Readiness> {
    const [postgres, redis, s3, torchserve] = await Promise.all([
      check(() => this.postgres.ping()),
      check(() => this.redis.ping()),
      check((signal) => this.store.ping(signal)),
      check(() => this.anyModelReady()),
    ]);
    const isUsable = postgres.ok && redis.ok && s3.ok;
    const status = isUsable ? (torchserve.ok ? 'ok' : 'degraded') : 'unavailable';
    return { status, checks: { postgres, redis, s3, torchserve } };
  }

  private async anyModelReady(): Promise<void> {
    const ready = await this.model.ready();
    if (!Object.values(ready).includes(true)) throw new NoModel();
  }
}

class NoModel extends Error {
  readonly code = 'no_model_ready';
}

/** One answer or its reason, within the time limit. */
async function check(ask: (signal: AbortSignal) => Promise<void>): Promise<Check> {
  const started = performance.now();
  const done = new AbortController();
  const elapsed = () => Math.round(performance.now() - started);
  try {
    const limit = setTimeout(CHECK_TIMEOUT_MS, undefined, { signal: done.signal });
    const inTime = await Promise.race([ask(done.signal).then(() => true), limit.then(() => false)]);
    return inTime ? { ok: true, ms: elapsed() } : { ok: false, ms: elapsed(), error: 'timeout' };
  } catch (error) {
    return { ok: false, ms: elapsed(), error: reasonOf(error) };
  } finally {
    done.abort();
  }
}

/** A short code, never a message: anybody may read this page, and messages hold addresses. */
const reasonOf = (error: unknown) =>
  error instanceof Error ? String('code' in error && error.code ? error.code : error.name) : 'unknown';
