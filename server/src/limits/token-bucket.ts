import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RLWrapperTimeouts,
} from 'rate-limiter-flexible';
import type { Rate } from '../config/env.ts';
import type { RedisConnection } from '../shared/redis.ts';

/** A Redis that hangs holds nobody up for longer than this. */
const PATIENCE_MS = 1_000;

/**
 * The library counts in fixed windows; this script in its place makes a bucket that fills evenly, so that who waits as long as they were
 * told is let in. Redis' own clock counts, for gateways' clocks differ.
 * KEYS bucket; ARGV tokens asked for, (unused), size, seconds to fill. Answers tokens taken, and ms until as many are there again.
 */
const TAKE = `
local size, perMs = tonumber(ARGV[3]), ARGV[3] / (ARGV[4] * 1000)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'taken', 'at')
local taken = math.max(0, (kept[1] or 0) - (now - (kept[2] or now)) * perMs) + ARGV[1]
if taken > size then return {size + 1, math.ceil((taken - size) / perMs)} end
local full = math.ceil(taken / perMs)
redis.call('HSET', KEYS[1], 'taken', taken, 'at', now)
redis.call('PEXPIRE', KEYS[1], full)
return {math.ceil(taken), full}`;

/** One bucket for each key, shared by all gateways. While Redis is away each gateway counts by itself: nobody gets in uncounted. */
export function tokenBucket(redis: RedisConnection, name: string, { points, seconds }: Rate): RateLimiterAbstract {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    keyPrefix: `darkroom:limit:${name}`,
    customIncrTtlLuaScript: TAKE,
    points,
    duration: seconds,
    // Who was refused is refused here, without asking Redis, until it is worth asking again: a flood costs next to nothing.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ points, duration: seconds }),
  });
  return new RLWrapperTimeouts({ limiter, timeoutMs: PATIENCE_MS });
}
