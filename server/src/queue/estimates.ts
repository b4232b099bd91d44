import { Injectable } from '@nestjs/common';
import { Redis } from '../shared/redis.ts';

const STEP_RATES = 'darkroom:estimates:step';
const REST = 'darkroom:estimates:rest';
/** Weight of the newest picture in the moving averages: the last dozen or so decide. */
const ALPHA = 0.2;

export interface Effort {
  model: string;
  steps: number;
  width: number;
  height: number;
  count: number;
}

/** How long one picture took. `stepMs`, the mean of a step, is null where it had too few of them to tell. */
export interface Taken {
  wholeMs: number;
  stepMs: number | null;
}

const megapixelsOf = ({ width, height }: Effort) => (width * height) / 1e6;

/**
 * How long a picture takes, learnt from those that were made, by model: its steps, each by its pixels, and what comes on top whatever
 * the steps are (reading the prompt, decoding, storing).
 */
@Injectable()
export class Estimates {
  constructor(private readonly redis: Redis) {}

  /** One picture of this effort took that long. */
  async learn(effort: Effort, { wholeMs, stepMs }: Taken): Promise<void> {
    // Whoever measured by a clock that was set meanwhile measured nothing.
    if (!(wholeMs > 0)) return;
    const { model, steps } = effort;
    if (stepMs !== null && stepMs > 0 && stepMs * steps <= wholeMs) {
      await this.average(STEP_RATES, model, stepMs / megapixelsOf(effort));
      await this.average(REST, model, wholeMs - stepMs * steps);
    } else if (!(await this.redis.commands.hExists(STEP_RATES, model))) {
      // Better than nothing until a picture of more steps comes.
      await this.average(STEP_RATES, model, wholeMs / steps / megapixelsOf(effort));
    }
  }

  /** A function that gives the ms a whole generation will take, or null where its model was never timed. */
  async estimator(): Promise<(effort: Effort) => number | null> {
    const { commands } = this.redis;
    const [rates, rests] = await Promise.all([commands.hGetAll(STEP_RATES), commands.hGetAll(REST)]);
    return (effort) => {
      const rate = Number(rates[effort.model]);
      if (!(rate > 0)) return null;
      return (rate * effort.steps * megapixelsOf(effort) + Number(rests[effort.model] ?? 0)) * effort.count;
    };
  }

  private async average(key: string, model: string, measured: number): Promise<void> {
    const before = await this.redis.commands.hGet(key, model);
    const after = before === null ? measured : Number(before) + ALPHA * (measured - Number(before));
    await this.redis.commands.hSet(key, model, String(after));
  }
}
