/**
 * A tab with a room open. It keeps what it knows of the room as the page does, by the page's own reducer: joins on every connect, and
 * again after a gap or a resync [RC1, RC2].
 */
import { FACTS, type Fact, type Generation, type Room, type Snapshot } from '@darkroom/protocol';
import {
  emptyFeed,
  type FeedAction,
  type FeedState,
  type NumberedFact,
  reduceFeed,
} from '../../../client/src/lib/feed/reducer.ts';
import { poll } from '../../../stack/src/poll.ts';
import { Connection, DEADLINE_MS, Refused } from './connection.ts';
import { type PromptChange, prompt } from './prompt.ts';

const RETRY_MS = 250;

type GenerationFact = Extract<Fact, `generation:${string}`> & Exclude<Fact, 'generation:dismissed'>;
type Ended = 'generation:finished' | 'generation:failed' | 'generation:cancelled';

export class RoomTab extends Connection {
  feed: FeedState = emptyFeed;
  /** Every answer to a join, in order. */
  readonly snapshots: Snapshot[] = [];
  /** What facts since the last snapshot told of; a page reads the gallery anew with each snapshot. */
  readonly toldOf = new Set<string>();
  /** For good: there is no use in coming back. */
  private isClosed = false;
  private readonly slug: string;

  constructor(url: string, cookie: string, slug: string) {
    super(url, cookie);
    this.slug = slug;
    this.socket.on('connect', () => void this.join());
    this.socket.on('disconnect', (reason) => {
      this.dispatch({ type: 'disconnected' });
      if (reason === 'io server disconnect') this.reconnect();
    });
    this.socket.on('connect_error', () => this.reconnect());
    this.socket.on('room:closed', () => (this.isClosed = true));
    this.socket.on('feed:resync', () => void this.join());
    this.socket.on('generation:progressed', (progress) => this.dispatch({ type: 'progressed', progress }));
    this.socket.on('queue:moved', (moved) => this.dispatch({ type: 'moved', moved, nowMs: 0 }));
    this.socket.on('models:changed', ({ models }) => this.dispatch({ type: 'models', models }));
    for (const name of Object.keys(FACTS) as Fact[]) {
      this.socket.on(name, (payload) => this.take({ name, payload } as NumberedFact));
    }
  }

  /** Resolves once the room is shown. */
  override async open(): Promise<this> {
    await super.open();
    await this.live();
    return this;
  }

  get room(): Room {
    return this.snapshot.room;
  }

  /** The answer to the first join. */
  get snapshot(): Snapshot {
    const [snapshot] = this.snapshots;
    if (!snapshot) throw new Error('The room was not joined yet');
    return snapshot;
  }

  live(): Promise<true> {
    return this.until(() => this.feed.status === 'live' || undefined, 'the room');
  }

  /** @throws Refused */
  request(change: PromptChange = {}): Promise<Generation> {
    return this.ask('generation:request', prompt(this.room.id, change));
  }

  act(command: 'generation:cancel' | 'generation:retry', generationId: string): Promise<Generation> {
    return this.ask(command, { roomId: this.room.id, generationId });
  }

  /** The first fact of this name about this generation. */
  async fact(name: GenerationFact, id: string, timeoutMs = DEADLINE_MS): Promise<Generation> {
    return (await this.event(name, ({ generation }) => generation.id === id, timeoutMs)).generation;
  }

  /** How it ended, after `sinceRevision`. Fails at once when it ends in another way than `as`. */
  async ended(
    id: string,
    as: Ended = 'generation:finished',
    timeoutMs = DEADLINE_MS,
    sinceRevision = 0,
  ): Promise<Generation> {
    const names: Ended[] = ['generation:finished', 'generation:failed', 'generation:cancelled'];
    const { name, generation } = await this.until(
      () =>
        names
          .flatMap((name) => this.all(name).map(({ generation }) => ({ name, generation })))
          .find(({ generation }) => generation.id === id && generation.revision > sinceRevision),
      `the end of ${id}`,
      timeoutMs,
    );
    if (name !== as) throw new Error(`${name} instead of ${as}: ${JSON.stringify(generation.error)}`);
    return generation;
  }

  /** The generation in this state as the page shows it, however it came to know: by a fact or by a snapshot. */
  shown(id: string, status: Generation['status'], timeoutMs = DEADLINE_MS): Promise<Generation> {
    const ask = () => {
      const generation = this.feed.generations[id];
      return generation?.status === status ? generation : undefined;
    };
    return this.until(ask, `${id} ${status}`, timeoutMs);
  }

  /** Resolves once the board, too, shows that nobody waits here: it follows the facts within a tick. */
  async emptyBoard(): Promise<void> {
    const isEmpty = async () => (await this.ask('room:join', { slug: this.slug })).places.length === 0 || undefined;
    await poll(isEmpty, { what: 'an empty board', timeoutMs: DEADLINE_MS });
  }

  private async join(): Promise<void> {
    this.dispatch({ type: 'joining' });
    try {
      const snapshot = await this.ask('room:join', { slug: this.slug });
      this.snapshots.push(snapshot);
      this.toldOf.clear();
      this.dispatch({ type: 'snapshot', snapshot, nowMs: 0 });
      if (this.feed.status === 'gapped') await this.join();
    } catch (error) {
      if (!this.socket.connected) return;
      if (error instanceof Refused && !error.error.retryable) throw error;
      this.again();
    }
  }

  /** As the page: a join that was not answered, or came while a part was away, is tried again. */
  private again(): void {
    setTimeout(() => void (this.socket.connected && this.join()), RETRY_MS);
  }

  /** Socket.IO comes back by itself, except where the server closed the connection or refused the session, which it could not look up. */
  private reconnect(): void {
    if (!this.socket.active && !this.isClosed) setTimeout(() => this.socket.connect(), RETRY_MS);
  }

  private take(fact: NumberedFact): void {
    if ('generation' in fact.payload) this.toldOf.add(fact.payload.generation.id);
    this.dispatch({ type: 'fact', fact });
    if (this.feed.status === 'gapped') void this.join();
  }

  private dispatch(action: FeedAction): void {
    this.feed = reduceFeed(this.feed, action);
    this.look();
  }
}
