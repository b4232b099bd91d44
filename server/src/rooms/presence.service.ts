/**
 * Who has a room open now, over all gateways [RM4]. Each connection is a member of one sorted set a room, scored by when its
 * gateway last vouched for it; what nobody vouches for any more (its gateway was killed) falls out. A connection that ended stays for
 * a moment as well, so that nobody flickers who reloads the page or whose network fails: it is scored by when it will fall out.
 */
import type { Person, RoomId, UserId } from '@darkroom/protocol';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { RoomFeed } from '../realtime/room-feed.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { RoomsRepository } from './rooms.repository.ts';

const VOUCH_EVERY_MS = 4_000;
/** With the pause between two looks, less than the 15 s that are promised. */
const GONE_AFTER_MS = 10_000;
/** Time for whoever looks after those who linger, before the set itself lets them fall out. */
const SLACK_MS = 2_000;
const keyOf = (roomId: RoomId) => `darkroom:presence:${roomId}`;

@Injectable()
export class PresenceService implements OnModuleInit, OnModuleDestroy {
  /** Connections of this process, by room. */
  private readonly here = new Map<RoomId, Set<string>>();
  /** Leavings under way: whoever stops in order tells of them first. */
  private readonly leaving = new Set<Promise<unknown>>();
  private readonly lingering = new Set<NodeJS.Timeout>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly repository: RoomsRepository,
    private readonly feed: RoomFeed,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.vouchForAll(), VOUCH_EVERY_MS);
  }

  /** An orderly stop, while Redis is still open: who was here is vouched for once more, and is soon at another gateway. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    for (const timer of this.lingering) clearTimeout(timer);
    const lasting = [...this.here].map(([roomId, entries]) => this.vouch(roomId, entries));
    this.here.clear();
    await Promise.allSettled([...lasting, ...this.leaving]);
    // Commands keep their order: with this answer the announcements are out.
    await this.redis.ping().catch(() => {});
  }

  async enter(socket: RoomSocket, roomId: RoomId): Promise<void> {
    const entries = this.here.get(roomId) ?? new Set<string>();
    this.here.set(roomId, entries.add(entryOf(socket)));
    await this.announceAfter(roomId, () => this.vouch(roomId, entries));
  }

  async leave(socket: RoomSocket, roomId: RoomId): Promise<void> {
    this.forget(socket, roomId);
    await this.takeOut(roomId, entryOf(socket));
  }

  /** Its connection has ended, but its person may be back within `forMs`: until then they stay. */
  async linger(socket: RoomSocket, roomId: RoomId, forMs: number): Promise<void> {
    this.forget(socket, roomId);
    const value = entryOf(socket);
    const score = Date.now() + forMs + SLACK_MS - GONE_AFTER_MS;
    const timer = setTimeout(() => {
      this.lingering.delete(timer);
      this.takeOut(roomId, value).catch((error: unknown) => {
        this.log.debug({ roomId, reason: String(error) }, 'Presence will expire by itself');
      });
    }, forMs).unref();
    this.lingering.add(timer);
    await this.redis.commands.zAdd(keyOf(roomId), { score, value });
  }

  private forget(socket: RoomSocket, roomId: RoomId): void {
    const entries = this.here.get(roomId);
    entries?.delete(entryOf(socket));
    if (entries?.size === 0) this.here.delete(roomId);
  }

  private async takeOut(roomId: RoomId, entry: string): Promise<void> {
    const leaving = this.announceAfter(roomId, () => this.redis.commands.zRem(keyOf(roomId), entry));
    this.leaving.add(leaving);
    await leaving.finally(() => this.leaving.delete(leaving));
  }

  async people(roomId: RoomId): Promise<Person[]> {
    return this.repository.people(roomId, await this.userIds(roomId));
  }

  /** Tells those of the rooms where this person is now that the name is another. Where it is not heard, the next change brings it. */
  async renamed(userId: UserId, roomIds: RoomId[]): Promise<void> {
    try {
      for (const roomId of roomIds) {
        const here = await this.userIds(roomId);
        if (!here.includes(userId)) continue;
        await this.feed.publish(roomId, 'presence:changed', { people: await this.repository.people(roomId, here) });
      }
    } catch (error) {
      this.log.warn({ reason: String(error) }, 'Another name could not be told');
    }
  }

  /**
   * Makes a change and tells the room who is here, if that changed; a second tab of one person is no news. Two gateways may tell
   * at once and the older list come last: whoever told looks again, so that the last word is true. Returns whether it told.
   */
  private async announceAfter(roomId: RoomId, change: () => Promise<unknown>): Promise<boolean> {
    const before = (await this.userIds(roomId)).join();
    let told = before;
    await change();
    for (;;) {
      const here = await this.userIds(roomId);
      if (here.join() === told) return told !== before;
      await this.feed.publish(roomId, 'presence:changed', { people: await this.repository.people(roomId, here) });
      told = here.join();
    }
  }

  private async userIds(roomId: RoomId): Promise<string[]> {
    const entries = await this.redis.commands.zRangeByScore(keyOf(roomId), Date.now() - GONE_AFTER_MS, '+inf');
    return [...new Set(entries.map((entry) => entry.split('|')[0] ?? ''))].sort();
  }

  private async vouch(roomId: RoomId, entries: Set<string>): Promise<void> {
    // Whoever entered may have left meanwhile, and Redis takes no empty list.
    if (entries.size === 0) return;
    const now = Date.now();
    await this.redis.commands
      .multi()
      .zAdd(
        keyOf(roomId),
        [...entries].map((value) => ({ score: now, value })),
      )
      .expire(keyOf(roomId), 3600)
      .exec();
  }

  private async vouchForAll(): Promise<void> {
    for (const [roomId, entries] of this.here) {
      try {
        const removed = await this.redis.commands.zRemRangeByScore(keyOf(roomId), '-inf', Date.now() - GONE_AFTER_MS);
        // While Redis hung nobody could vouch, and the first gateway to get through counted the others' people as gone.
        const isTold = await this.announceAfter(roomId, () => this.vouch(roomId, entries));
        if (removed > 0 && !isTold)
          await this.feed.publish(roomId, 'presence:changed', { people: await this.people(roomId) });
      } catch (error) {
        this.log.warn({ roomId, reason: String(error) }, 'Presence could not be refreshed');
      }
    }
  }
}

const entryOf = (socket: RoomSocket) => `${socket.data.user.id}|${socket.id}`;
