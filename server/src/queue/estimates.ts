import { Injectable } from '@nestjs/common';
import { Redis } from '../shared/redis.ts';

const KEY = 'darkroom:estimates';
/** Weight of the newest picture in the moving average: the last dozen or so decide. */
const ALPHA = 0.2;

export interface Effort {
  model: string;
  steps: number;
  width: number;
  height: number;
  count: number;
}

/** Steps x megapixels of one picture: what its time is proportional to. */
const unitsOf = ({ steps, width, height }: Effort) => (steps * width * height) / 1e6;

/** How long a picture takes, learnt from those that were made: ms a step and megapixel, by model. */
@Injectable()
export class Estimates {
  constructor(private readonly redis: Redis) {}

  /** One picture of this effort took `durationMs`. */
  async learn(effort: Effort, durationMs: number): Promise<void> {
    // Whoever measured by a clock that was set meanwhile measured nothing.
    if (!(durationMs > 0)) return;
    const measured = durationMs / unitsOf(effort);
    const before = Number(await this.redis.commands.hGet(KEY, effort.model));
    const after = before > 0 ? before + ALPHA * (measured - before) : measured;
    await this.redis.commands.hSet(KEY, effort.model, String(after));
  }

  /** A function that gives the ms a whole generation will take, or null where its model was never timed. */
  async estimator(): Promise<(effort: Effort) => number | null> {
    const msPerUnit = await this.redis.commands.hGetAll(KEY);
    return (effort) => {
      const rate = Number(msPerUnit[effort.model]);
      return rate > 0 ? rate * unitsOf(effort) * effort.count : null;
    };
  }
}
