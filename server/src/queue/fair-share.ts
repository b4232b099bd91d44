/**
 * Fair turns by person [QU2]: start-time fair queueing (Goyal, Vin, Cheng 1996) with every generation of weight one. A person's
 * next job gets the round after their last one, but never an earlier round than the one now being served, and lower rounds start
 * first; in one round, who came first.
 */
import { Injectable } from '@nestjs/common';
import { PRIORITY_LIMIT } from 'bullmq';
import { Redis } from '../shared/redis.ts';

const ROUND = 'darkroom:fair:round';
const LAST = 'darkroom:fair:last';
const STARTED = 'darkroom:fair:started';
const ASKED = 'darkroom:fair:asked';
/** No command takes this long between its round and its place in the line. */
const SETTLED_SECONDS = 60;

/** KEYS round, last, asked; ARGV person, limit. Atomic, for several gateways accept at once. */
const NEXT_ROUND = `
local now = tonumber(redis.call('GET', KEYS[1]) or '1')
local last = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
local round = math.min(math.max(now, last + 1), tonumber(ARGV[2]))
redis.call('HSET', KEYS[2], ARGV[1], round)
redis.call('SET', KEYS[3], redis.call('TIME')[1])
return round`;

/** KEYS last, started; ARGV person. */
const FORGIVE = `
redis.call('HSET', KEYS[1], ARGV[1], redis.call('HGET', KEYS[2], ARGV[1]) or '0')`;

/**
 * KEYS round, last, asked, started; ARGV seconds. A round that was just given out may not be in the line yet: forgetting it would put
 * that job behind everything that comes after.
 */
const RESET = `
local asked = tonumber(redis.call('GET', KEYS[3]) or '0')
if redis.call('TIME')[1] - asked > tonumber(ARGV[1]) then redis.call('DEL', unpack(KEYS)) end`;

/** KEYS round, started; ARGV round of the job that starts, its person. The served round only grows. */
const SERVE = `
if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[1]) or '0') then redis.call('SET', KEYS[1], ARGV[1]) end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[1])`;

@Injectable()
export class FairShare {
  constructor(private readonly redis: Redis) {}

  /** The round, at least 1, of this person's next job: its priority in the queue. */
  async nextRound(userId: string): Promise<number> {
    const round = await this.redis.commands.eval(NEXT_ROUND, {
      keys: [ROUND, LAST, ASKED],
      arguments: [userId, String(PRIORITY_LIMIT)],
    });
    return Number(round);
  }

  /** A job of this person starts now. */
  async serve(round: number, userId: string): Promise<void> {
    await this.redis.commands.eval(SERVE, { keys: [ROUND, STARTED], arguments: [String(round), userId] });
  }

  /** They took back all that they had waiting: they stand as after their last start. */
  async forgive(userId: string): Promise<void> {
    await this.redis.commands.eval(FORGIVE, { keys: [LAST, STARTED], arguments: [userId] });
  }

  /** Nobody waits, and nobody has come for a while: rounds start again from one, far from the priority's limit. */
  async reset(): Promise<void> {
    const keys = [ROUND, LAST, ASKED, STARTED];
    await this.redis.commands.eval(RESET, { keys, arguments: [String(SETTLED_SECONDS)] });
  }
}
