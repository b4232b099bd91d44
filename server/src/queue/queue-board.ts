/**
 * Places in line and times left for every room, from one scan of the queue a tick: at most 4 a second over all gateways, only
 * when something changed, and every 5 s while anyone waits [QU3].
 */
import type { Place, RoomId } from '@darkroom/protocol';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { RoomFeed } from '../realtime/room-feed.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { Estimates } from './estimates.ts';
import { FairShare } from './fair-share.ts';
import { GenerationQueue } from './generation.queue.ts';
import { placesByRoom } from './places.ts';

const TICK_MS = 250;
const REFRESH_MS = 5_000;
const BOARD = 'darkroom:board';
const LOCK = 'darkroom:board:lock';

@Injectable()
export class QueueBoard implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly queue: GenerationQueue,
    private readonly estimates: Estimates,
    private readonly fairShare: FairShare,
    private readonly feed: RoomFeed,
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const next = () => {
      this.timer = setTimeout(() => {
        this.tick()
          .catch((error: unknown) => this.log.debug({ reason: String(error) }, 'The board waits for Redis'))
          .finally(next);
      }, TICK_MS);
    };
    next();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** The room's places as last sent. */
  async places(roomId: RoomId): Promise<Place[]> {
    const places = await this.redis.commands.hGet(BOARD, roomId);
    return places ? (JSON.parse(places) as Place[]) : [];
  }

  private async tick(): Promise<void> {
    const { commands } = this.redis;
    const mine = await commands.set(LOCK, '1', { condition: 'NX', expiration: { type: 'PX', value: TICK_MS } });
    if (mine && (await this.queue.takeChanged(REFRESH_MS))) await this.publish();
  }

  private async publish(): Promise<void> {
    const { commands } = this.redis;
    const { tick, active, waiting } = await this.queue.scan();
    const durationOf = await this.estimates.estimator();
    const queued = [...active, ...waiting].map(({ id, entry, startedAtMs }) => {
      return { id, roomId: entry.roomId, durationMs: durationOf(entry), startedAtMs };
    });
    const rooms = placesByRoom(queued, Math.max(active.length, 1), Date.now());
    // Rooms where nobody waits any more are told so once: a browser that misses it knows by the facts.
    const emptied = (await commands.hKeys(BOARD)).filter((roomId) => !rooms.has(roomId as RoomId)) as RoomId[];
    const boards: [RoomId, Place[]][] = [...rooms, ...emptied.map((roomId): [RoomId, Place[]] => [roomId, []])];
    const write = commands.multi().del(BOARD);
    for (const [roomId, places] of rooms) write.hSet(BOARD, roomId, JSON.stringify(places));
    await write.exec();
    for (const [roomId, places] of boards) this.feed.signal(roomId, 'queue:moved', { roomId, tick, places });
    if (queued.length === 0) await this.fairShare.reset();
  }
}
