/**
 * The only way to the browsers of a room. Any process may publish: Redis carries the event to every gateway. Publishing never
 * fails its caller, for the row is the truth: what is lost while Redis is away, browsers get by joining again [RC2].
 */
import type { Fact, FactPayload, RoomId, Signal, SignalPayload } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Emitter } from '@socket.io/redis-emitter';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { channelOf } from './room-socket.ts';

const SEQ_SECONDS = 7 * 24 * 3600;
const seqKey = (roomId: RoomId) => `darkroom:seq:${roomId}`;

@Injectable()
export class RoomFeed {
  private readonly emitter: Emitter<Record<string, (payload: unknown) => void>>;

  constructor(
    private readonly redis: Redis,
    private readonly log: Log,
  ) {
    const publish = (channel: string, message: Buffer) =>
      redis.commands
        .publish(channel, message)
        .catch((error: unknown) => this.log.warn({ reason: String(error) }, 'An event was not sent'));
    this.emitter = new Emitter({ publish });
  }

  /** Tells everyone in the room what happened, under the room's next number. Call it after the row is written. */
  async publish<F extends Fact>(
    roomId: RoomId,
    fact: F,
    payload: Omit<FactPayload<F>, 'roomId' | 'seq'>,
  ): Promise<void> {
    try {
      const key = seqKey(roomId);
      // A room without a number starts from the clock, so that numbers never go back even when Redis lost its data [RC5].
      const [, seq] = await this.redis.commands
        .multi()
        .set(key, Date.now(), { condition: 'NX' })
        .incr(key)
        .expire(key, SEQ_SECONDS)
        .exec();
      this.emitter.to(channelOf(roomId)).emit(fact, { ...payload, roomId, seq: Number(seq) });
    } catch (error) {
      this.log.warn({ roomId, fact, reason: String(error) }, 'A fact was not sent');
    }
  }

  /** The state of the moment for one room; a slow browser may miss it. */
  signal<S extends Signal>(roomId: RoomId, signal: S, payload: SignalPayload<S>): void {
    this.emitter.to(channelOf(roomId)).volatile.emit(signal, payload);
  }

  /** The state of the moment for everybody. */
  signalAll<S extends Signal>(signal: S, payload: SignalPayload<S>): void {
    this.emitter.emit(signal, payload);
  }

  /** The number of the room's last fact. */
  async seq(roomId: RoomId): Promise<number> {
    const key = seqKey(roomId);
    const [, seq] = await this.redis.commands.multi().set(key, Date.now(), { condition: 'NX' }).get(key).exec();
    return Number(seq);
  }
}
