/**
 * Fair turns by person [QU2]: start-time fair queueing (Goyal, Vin, Cheng 1996) with every generation of weight one. A person's
 * next job gets the round after their last one, but never an earlier round than the one now being served, and lower rounds start
 * first.
 */
import { Injectable } from '@nestjs/common';
import { PRIORITY_LIMIT } from 'bullmq';
import { Redis } from '../shared/redis.ts';

const ROUND = 'darkroom:fair:round';
const LAST = 'darkroom:fair:last';

/** KEYS round, last; ARGV person, limit. Atomic, for several gateways accept at once. */
const NEXT_ROUND = `
local now = tonumber(redis.call('GET', KEYS[1]) or '0')
local last = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
local round = math.min(math.max(now, last) + 1, tonumber(ARGV[2]))
redis.call('HSET', KEYS[2], ARGV[1], round)
return round`;

/** KEYS round; ARGV round of the job that starts. The served round only grows. */
const SERVE = `
if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[1]) or '0') then redis.call('SET', KEYS[1], ARGV[1]) end`;

@Injectable()
export class FairShare {
  constructor(private readonly redis: Redis) {}

  /** The round, at least 1, of this person's next job: its priority in the queue. */
  async nextRound(userId: string): Promise<number> {
    const round = await this.redis.commands.eval(NEXT_ROUND, {
      keys: [ROUND, LAST],
      arguments: [userId, String(PRIORITY_LIMIT)],
    });
    return Number(round);
  }

  /** A job of this round starts now. */
  async serve(round: number): Promise<void> {
    // A start is cheap beside a picture: the lower served round only grows.
    await this.redis.commands.eval(SERVE, { keys: [ROUND], arguments: [String(round)] });
  }

  /** Nobody waits: rounds start again from one, far from the priority's limit. */
  async reset(): Promise<void> {
    await this.redis.commands.del([ROUND, LAST]);
  }
}
