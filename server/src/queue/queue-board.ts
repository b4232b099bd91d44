/**
 * Places in line and times left for every room, from one scan of the queue a tick: at most 4 a second over all gateways, only
 * when something changed, and every 5 s while anyone waits [QU3].
 */
import type { Place, RoomId } from '@darkroom/protocol';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Histogram, Registry } from 'prom-client';
import { RoomFeed } from '../realtime/room-feed.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { Estimates } from './estimates.ts';
import { FairShare } from './fair-share.ts';
import { Forecasts } from './forecasts.ts';
import { GenerationQueue } from './generation.queue.ts';
import { placesByRoom } from './places.ts';

const TICK_MS = 250;
const REFRESH_MS = 5_000;
const BOARD = 'darkroom:board';
const LOCK = 'darkroom:board:lock';

@Injectable()
export class QueueBoard implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  /** Those whose first time left was noted. */
  private told = new Set<string>();
  private readonly ticks: Histogram;

  constructor(
    registry: Registry,
    private readonly queue: GenerationQueue,
    private readonly estimates: Estimates,
    private readonly forecasts: Forecasts,
    private readonly fairShare: FairShare,
    private readonly feed: RoomFeed,
    private readonly redis: Redis,
    private readonly log: Log,
  ) {
    this.ticks = new Histogram({
      name: 'darkroom_board_tick_seconds',
      help: 'How long it took to work out and send the places of all who wait.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    });
  }

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
    if (!mine || !(await this.queue.takeChanged(REFRESH_MS))) return;
    const measured = this.ticks.startTimer();
    await this.publish();
    measured();
  }

  private async publish(): Promise<void> {
    const { commands } = this.redis;
    const { tick, active, waiting } = await this.queue.scan();
    const [durationOf, spread] = await Promise.all([this.estimates.estimator(), this.forecasts.spread()]);
    const queued = [...active, ...waiting].map(({ id, entry, startedAtMs }) => {
      return { id, roomId: entry.roomId, durationMs: durationOf(entry), startedAtMs };
    });
    const rooms = placesByRoom(queued, Math.max(active.length, 1), Date.now(), spread);
    // Rooms where nobody waits any more are told so once: a browser that misses it knows by the facts.
    const emptied = (await commands.hKeys(BOARD)).filter((roomId) => !rooms.has(roomId as RoomId)) as RoomId[];
    const boards: [RoomId, Place[]][] = [...rooms, ...emptied.map((roomId): [RoomId, Place[]] => [roomId, []])];
    const write = commands.multi().del(BOARD);
    for (const [roomId, places] of rooms) write.hSet(BOARD, roomId, JSON.stringify(places));
    await write.exec();
    for (const [roomId, places] of boards) this.feed.signal(roomId, 'queue:moved', { roomId, tick, places });
    await this.noteFirstTimes([...rooms.values()].flat());
    if (queued.length === 0) await this.fairShare.reset();
  }

  private async noteFirstTimes(places: Place[]): Promise<void> {
    const known = places.flatMap(({ generationId: id, readyInMs }) =>
      readyInMs ? [{ id, readyInMs: readyInMs.middle }] : [],
    );
    await this.forecasts.tell(known.filter(({ id }) => !this.told.has(id)));
    this.told = new Set(known.map(({ id }) => id));
  }
}
