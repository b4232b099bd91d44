/**
 * The only way to the browsers of a room. Any process may publish: Redis carries the event to every gateway. Publishing never
 * fails its caller, for the row is the truth: what is lost while Redis is away, browsers get by joining again [RC2].
 */
import type { Fact, FactPayload, RoomId, Signal, SignalPayload, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Emitter } from '@socket.io/redis-emitter';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { channelOf, channelOfPerson } from './room-socket.ts';

const SEQ_SECONDS = 7 * 24 * 3600;
/** How soon a room that missed a fact is asked to look again, and how often that is tried. */
const MAKE_UP_MS = 500;
const seqKey = (roomId: RoomId) => `darkroom:seq:${roomId}`;

/**
 * Numbers a fact and sends it in one step, so that numbers arrive in order whoever else sends at that moment [RC2]. A room without
 * a number starts from the clock: numbers never go back, even when Redis lost its data [RC5].
 * KEYS number; ARGV clock, seconds to keep it, channel, the message up to its number and from behind it.
 */
const SEND = `
redis.call('SET', KEYS[1], ARGV[1], 'NX')
local seq = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('PUBLISH', ARGV[3], ARGV[4] .. struct.pack('>d', seq) .. ARGV[5])`;

/** Stands in a message where its number will be: msgpack writes a fraction as CB and these eight bytes, which occur in no text. */
const UNNUMBERED = -Math.E;
const UNNUMBERED_BYTES = Buffer.alloc(8);
UNNUMBERED_BYTES.writeDoubleBE(UNNUMBERED);

@Injectable()
export class RoomFeed {
  private readonly emitter: Emitter<Record<string, (...payload: unknown[]) => void>>;

  /** Rooms that a fact did not reach. */
  private readonly owed = new Set<RoomId>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly log: Log,
  ) {
    const publish = (channel: string, message: Buffer | string) =>
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
      const { channel, before, behind } = compose(roomId, fact, { ...payload, roomId, seq: UNNUMBERED });
      await this.redis.commands.eval(SEND, {
        keys: [seqKey(roomId)],
        arguments: [String(Date.now()), String(SEQ_SECONDS), channel, before, behind],
      });
    } catch (error) {
      this.log.warn({ roomId, fact, reason: String(error) }, 'A fact was not sent');
      this.owed.add(roomId);
      this.soonMakeUp();
    }
  }

  /**
   * Asks rooms that missed a fact to look again, as soon as that can be said. Gateways ask when their own connection comes back, but
   * this process's may come back later, or the Redis behind it not take facts yet: what was missed in between leaves no gap in the
   * numbers [RC2].
   */
  private soonMakeUp(): void {
    this.timer ??= setTimeout(async () => {
      this.timer = undefined;
      await Promise.all([...this.owed].map((roomId) => this.makeUp(roomId)));
      if (this.owed.size > 0) this.soonMakeUp();
    }, MAKE_UP_MS).unref();
  }

  private async makeUp(roomId: RoomId): Promise<void> {
    try {
      // A Redis that still loads its data takes a message, and could not yet answer the join that follows from it.
      await this.redis.commands.ping();
      const { channel, message } = pack(roomId, 'feed:resync', {});
      await this.redis.commands.publish(channel, message);
      this.owed.delete(roomId);
    } catch {
      // Next time.
    }
  }

  /** A signal that every browser in the room gets while it is connected; where Redis did not take it, the room is asked to look again. */
  async tell<S extends Signal>(roomId: RoomId, signal: S, payload: SignalPayload<S>): Promise<void> {
    try {
      const { channel, message } = pack(roomId, signal, payload);
      await this.redis.commands.publish(channel, message);
    } catch (error) {
      this.log.warn({ roomId, signal, reason: String(error) }, 'A signal was not sent');
      this.owed.add(roomId);
      this.soonMakeUp();
    }
  }

  /** The state of the moment for one room; a slow browser may miss it. */
  signal<S extends Signal>(roomId: RoomId, signal: S, payload: SignalPayload<S>): void {
    this.emitter.to(channelOf(roomId)).volatile.emit(signal, payload);
  }

  /** The state of the moment for all connections of one person. */
  signalPerson<S extends Signal>(userId: UserId, signal: S, payload: SignalPayload<S>): void {
    this.emitter.to(channelOfPerson(userId)).emit(signal, payload);
  }

  /** The state of the moment for everybody. */
  signalAll<S extends Signal>(signal: S, payload: SignalPayload<S>): void {
    this.emitter.emit(signal, payload);
  }

  /** Closes every connection of a person, on every gateway. */
  disconnect(userId: UserId): void {
    this.emitter.in(channelOfPerson(userId)).disconnectSockets(true);
  }

  /** Every gateway looks again how this person, or everybody, stands in the room. Call it after the row is written. */
  standingChanged(roomId: RoomId, userId: UserId | null): void {
    this.emitter.serverSideEmit('standing:changed', roomId, userId);
  }

  /** The number of the room's last fact. */
  async seq(roomId: RoomId): Promise<number> {
    const key = seqKey(roomId);
    const [, seq] = await this.redis.commands.multi().set(key, Date.now(), { condition: 'NX' }).get(key).exec();
    return Number(seq);
  }
}

/** An event as Redis carries it to the gateways. */
function pack(roomId: RoomId, event: string, payload: object) {
  let channel = '';
  let message: Buffer = Buffer.alloc(0);
  const composer = new Emitter({
    publish: (to: string, bytes: Buffer) => {
      [channel, message] = [to, bytes];
    },
  });
  composer.to(channelOf(roomId)).emit(event, payload);
  return { channel, message };
}

/** Cut in two where its number goes. */
function compose(roomId: RoomId, fact: Fact, payload: object) {
  const { channel, message } = pack(roomId, fact, payload);
  const cut = message.lastIndexOf(UNNUMBERED_BYTES);
  if (cut === -1) throw new Error('A fact has no place for its number');
  return { channel, before: message.subarray(0, cut), behind: message.subarray(cut + UNNUMBERED_BYTES.length) };
}
