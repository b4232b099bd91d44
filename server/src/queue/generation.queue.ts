/**
 * The line of generations: one BullMQ job each, whose id is the row's. The row is the truth and the job is derived from it; a
 * lost job is made again from its row.
 */

import type { RoomId, UserId } from '@darkroom/protocol';
import { RoomId as RoomIdSchema } from '@darkroom/protocol';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createNodeRedisClient, Queue } from 'bullmq';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import type { Effort } from './estimates.ts';
import { FairShare } from './fair-share.ts';
import { Forecasts } from './forecasts.ts';

export const QUEUE_NAME = 'generations';
const ENTRIES = 'darkroom:entries';
const STARTED = 'darkroom:started';
const TICK = 'darkroom:board:tick';
const FRESH = 'darkroom:board:fresh';

/** What the board needs to know of a job without asking the database. */
export interface Entry extends Effort {
  roomId: RoomId;
  userId: UserId;
}

@Injectable()
export class GenerationQueue implements OnModuleDestroy {
  private readonly queue: Queue;
  private readonly keys: { prioritized: string; wait: string; active: string };

  constructor(
    private readonly redis: Redis,
    private readonly fairShare: FairShare,
    private readonly forecasts: Forecasts,
    private readonly log: Log,
  ) {
    // Adds fail at once while Redis is away: the sender is told, and the row waits for the reconciler.
    const connection = createNodeRedisClient(redis.commands);
    // Nobody reads the queue's own events.
    this.queue = new Queue(QUEUE_NAME, { connection, streams: { events: { maxLen: 100 } } });
    this.queue.on('error', () => {});
    const key = (type: string) => this.queue.toKey(type);
    this.keys = { prioritized: key('prioritized'), wait: key('wait'), active: key('active') };
  }

  /** Safe to repeat: a job with this id is added once. False: it was there. */
  async addOnce(id: string, entry: Entry): Promise<boolean> {
    if (await this.has(id)) return false;
    const priority = await this.fairShare.nextRound(entry.userId);
    await this.redis.commands.hSet(ENTRIES, id, JSON.stringify(entry));
    await this.queue.add('develop', {}, { jobId: id, priority, removeOnComplete: true, removeOnFail: true });
    await this.changed();
    return true;
  }

  async has(id: string): Promise<boolean> {
    return (await this.queue.getJob(id)) !== undefined;
  }

  /** The model works on it from now on: it no longer waits. */
  async started(id: string): Promise<void> {
    await this.note(() => this.redis.commands.hSet(STARTED, id, Date.now()));
  }

  /** It waits again, at the front: its attempt was given back. */
  async waitsAgain(id: string): Promise<void> {
    await this.note(() => this.redis.commands.hDel(STARTED, id));
  }

  /** Takes a job out of the line; one that a worker holds stays until the worker lets go. False: it was not there, or stays. */
  async remove(id: string): Promise<boolean> {
    await this.ended(id);
    try {
      return (await this.queue.remove(id)) === 1;
    } catch (error) {
      // Its row says that it ended: a worker that meets the job passes over it.
      this.log.debug({ id, reason: String(error) }, 'A job was not removed');
      return false;
    }
  }

  /** The ids of all jobs that no worker holds. */
  async waiting(): Promise<string[]> {
    const { wait, prioritized } = this.keys;
    const [waiting, inTurn] = await this.redis.commands.multi().lRange(wait, 0, -1).zRange(prioritized, 0, -1).exec();
    return [...(waiting as unknown as string[]), ...(inTurn as unknown as string[])];
  }

  /** They have nothing in line any more, for they took it all back: it does not count against them. */
  async tookAllBack(userId: UserId): Promise<void> {
    await this.note(() => this.fairShare.forgive(userId));
  }

  /** It is neither waiting nor developing any more. */
  async ended(id: string): Promise<void> {
    await this.note(async () => {
      await this.redis.commands.multi().hDel(ENTRIES, id).hDel(STARTED, id).exec();
      await this.forecasts.forget(id);
    });
  }

  /**
   * Everything in the queue, in starting order, from one round trip. Entries without a job are left out. `tick` numbers the scans;
   * as a room's facts it starts from the clock, so that it never goes back.
   */
  async scan(): Promise<{ tick: number; active: Line[]; waiting: Line[] }> {
    const { prioritized, wait, active } = this.keys;
    const [, tick, activeIds, waitIds, prioritizedIds, entries, started] = (await this.redis.commands
      .multi()
      .set(TICK, Date.now(), { condition: 'NX' })
      .incr(TICK)
      .lRange(active, 0, -1)
      .lRange(wait, 0, -1)
      .zRange(prioritized, 0, -1)
      .hGetAll(ENTRIES)
      .hGetAll(STARTED)
      .exec()) as unknown as [
      unknown,
      number,
      string[],
      string[],
      string[],
      Record<string, string>,
      Record<string, string>,
    ];
    const line = (id: string): Line[] => {
      const entry = entries[id];
      return entry ? [{ id, entry: readEntry(entry), startedAtMs: started[id] ? Number(started[id]) : null }] : [];
    };
    // BullMQ takes from the tail of `active` and `wait`.
    return {
      tick,
      active: activeIds.reverse().flatMap(line),
      waiting: [...waitIds.reverse(), ...prioritizedIds].flatMap(line),
    };
  }

  /** Whether places may have changed since the last yes, or that is `freshMs` ago; one asker gets the yes. */
  async takeChanged(freshMs: number): Promise<boolean> {
    const expiration = { type: 'PX', value: freshMs } as const;
    return (await this.redis.commands.set(FRESH, '1', { condition: 'NX', expiration })) !== null;
  }

  private async changed(): Promise<void> {
    await this.redis.commands.del(FRESH);
  }

  /** The board's notes: one that is lost while Redis is away costs a wrong time left, and must not cost its caller the generation. */
  private async note(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
      await this.changed();
    } catch (error) {
      this.log.debug({ reason: String(error) }, 'A note for the board was lost');
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.queue.close();
  }
}

export interface Line {
  id: string;
  entry: Entry;
  startedAtMs: number | null;
}

function readEntry(json: string): Entry {
  const entry = JSON.parse(json) as Entry;
  return { ...entry, roomId: RoomIdSchema.parse(entry.roomId) };
}
