/**
 * How good the times left are: what each generation was first told against how long it then took. The last hundred give the range
 * that people see, and `darkroom_time_left_error`, by which an operator knows whether to believe it.
 */
import { Injectable } from '@nestjs/common';
import { Redis } from '../shared/redis.ts';

const told = (id: string) => `darkroom:forecasts:told:${id}`;
/** One that ended while it was noted is forgotten by nobody else. */
const TOLD_SECONDS = 24 * 3600;
const RATIOS = 'darkroom:forecasts:ratios';
const KEPT = 100;
/** Fewer than these say nothing yet. */
const ENOUGH = 10;

/** Where eight of ten lie, as factors of the time that was told. */
export interface Spread {
  low: number;
  high: number;
}
/** Until enough is known. */
const UNKNOWN: Spread = { low: 0.8, high: 1.5 };

@Injectable()
export class Forecasts {
  constructor(private readonly redis: Redis) {}

  /** It was told now that it is ready in `readyInMs`. Only the first word counts. */
  async tell(forecasts: { id: string; readyInMs: number }[]): Promise<void> {
    if (forecasts.length === 0) return;
    const write = this.redis.commands.multi();
    const atMs = Date.now();
    const once = { condition: 'NX', expiration: { type: 'EX', value: TOLD_SECONDS } } as const;
    for (const { id, readyInMs } of forecasts) write.set(told(id), JSON.stringify({ atMs, readyInMs }), once);
    await write.exec();
  }

  /** It is ready. */
  async cameTrue(id: string): Promise<void> {
    const word = await this.redis.commands.get(told(id));
    if (word === null) return;
    const { atMs, readyInMs } = JSON.parse(word) as { atMs: number; readyInMs: number };
    const ratio = (Date.now() - atMs) / readyInMs;
    // A clock that was set meanwhile, or nothing to compare with.
    if (!(ratio > 0 && Number.isFinite(ratio))) return;
    await this.redis.commands
      .multi()
      .lPush(RATIOS, String(ratio))
      .lTrim(RATIOS, 0, KEPT - 1)
      .exec();
  }

  /** It ended, however. */
  async forget(id: string): Promise<void> {
    await this.redis.commands.del(told(id));
  }

  async spread(): Promise<Spread> {
    const ratios = await this.ratios();
    if (ratios.length < ENOUGH) return UNKNOWN;
    return { low: quantile(ratios, 0.1), high: quantile(ratios, 0.9) };
  }

  /** Median of |told - took| / took over the last hundred; null: nothing came true yet. */
  async medianError(): Promise<number | null> {
    const errors = (await this.ratios()).map((ratio) => Math.abs(1 / ratio - 1));
    return errors.length > 0 ? quantile(errors, 0.5) : null;
  }

  private async ratios(): Promise<number[]> {
    return (await this.redis.commands.lRange(RATIOS, 0, -1)).map(Number);
  }
}

/** The value below which `share` of all lie (nearest rank). */
function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
