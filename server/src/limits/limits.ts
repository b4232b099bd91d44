import type { UserId } from '@darkroom/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { ENV, type Env } from '../config/env.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Redis } from '../shared/redis.ts';
import { tokenBucket } from './token-bucket.ts';

export type LimitName = keyof Env['limits'];

/** Who asks: by address alone before there is a session. */
export interface Asker {
  userId?: UserId;
  address: string;
}

/** How much one person, and one address, may ask for in a while [AK5]. An address has many people: a class, an office. */
@Injectable()
export class Limits {
  private readonly buckets = new Map<LimitName, { person: RateLimiterAbstract; address: RateLimiterAbstract }>();

  constructor(redis: Redis, @Inject(ENV) env: Env) {
    for (const [name, rate] of Object.entries(env.limits)) {
      // Sessions are asked for before there is a person: their rate is an address's own.
      const factor = name === 'sessions' ? 1 : env.limitAddressFactor;
      this.buckets.set(name as LimitName, {
        person: tokenBucket(redis.commands, `${name}:person`, rate),
        address: tokenBucket(redis.commands, `${name}:address`, { ...rate, points: rate.points * factor }),
      });
    }
  }

  /** @throws DomainError rate_limited */
  async take(name: LimitName, { userId, address }: Asker): Promise<void> {
    const buckets = this.buckets.get(name);
    if (!buckets) throw new Error(`There is no limit ${name}`);
    // The person first: one who floods must not use up what their neighbours have.
    if (userId) await takeOne(buckets.person, userId);
    await takeOne(buckets.address, address);
  }
}

async function takeOne(bucket: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await bucket.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new DomainError(
      'rate_limited',
      `That was a lot at once. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
      { retryAfterMs: Math.max(1, refusal.msBeforeNext) },
    );
  }
}
