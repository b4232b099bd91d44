/**
 * The room's connection: joins on every connect, rejoins after a gap or a resync, and feeds what comes into the feed [RC1, RC2].
 * One room at a time; `openRoom` gives back the function that leaves it.
 */
import type {
  Ack,
  ClientToServer,
  Command,
  CommandInput,
  CommandResult,
  Fact,
  Generation,
  ServerToClient,
  WireError,
} from '@darkroom/protocol';
import type { io as Io, Socket } from 'socket.io-client';
import { create } from 'zustand';
import { texts } from '../texts/use-texts.ts';
import { ApiError, UNREACHABLE } from './api.ts';
import { backoffMs } from './backoff.ts';
import { emptyFeed, type FeedAction, type FeedState, type NumberedFact, reduceFeed } from './feed/reducer.ts';
import { personHue } from './format.ts';
import { forgetInvite, inviteInAddress } from './invite.ts';

const ACK_TIMEOUT_MS = 10_000;
/** The server pings every 25 s: a page that comes back after more silence than this may have missed something. */
const STALE_AFTER_MS = 30_000;
/** Engine.IO's message (4) with Socket.IO's disconnect (1). */
const GOODBYE = '41';

export const useFeed = create<FeedState>()(() => emptyFeed);
/** A person's colour; of somebody who is not here, the one that their id gives. */
export const useHue = (userId: string) => useFeed((feed) => feed.hues[userId] ?? personHue(userId));
const dispatch = (action: FeedAction) => useFeed.setState((state) => reduceFeed(state, action), true);

/** A refused connection brings its code alone. */
const tooManyTabs = (): WireError => ({
  code: 'too_many_connections',
  message: texts().errors.tooManyTabs,
  retryable: true,
});

type RoomSocket = Socket<ServerToClient, ClientToServer>;
let socket: RoomSocket | null = null;

/** As a record, so that a new fact without a line here does not compile. */
const FACTS: Record<Fact, true> = {
  'presence:changed': true,
  'room:changed': true,
  'generation:queued': true,
  'generation:started': true,
  'generation:pictured': true,
  'generation:finished': true,
  'generation:failed': true,
  'generation:cancelled': true,
  'generation:dismissed': true,
  'member:changed': true,
  'pictures:deleted': true,
  'generation:voted': true,
  'picture:reacted': true,
  'picture:pinned': true,
};

type Listener = (payload: never) => void;
const listeners = new Map<string, Set<Listener>>();

/** Hands on every such event of the open room, in the order of arrival. Gives back how to stop that. */
export function onEvent<E extends keyof ServerToClient>(name: E, take: ServerToClient[E]): () => void {
  const all = listeners.get(name) ?? new Set();
  listeners.set(name, all.add(take as Listener));
  return () => all.delete(take as Listener);
}

/** Sends a command and waits for its ack. Rejects with an `ApiError`; one that was not answered in time is retryable. */
export async function command<C extends Command>(name: C, payload: CommandInput<C>): Promise<CommandResult<C>> {
  // Socket.IO would keep the message for later: what waits for a connection is kept by the outbox, where it can be seen.
  if (!socket?.connected) throw new ApiError(UNREACHABLE);
  const emitter = socket.timeout(ACK_TIMEOUT_MS) as unknown as {
    emitWithAck(name: C, payload: CommandInput<C>): Promise<Ack<CommandResult<C>>>;
  };
  const answer = await emitter.emitWithAck(name, payload).catch((): Ack<never> => ({ ok: false, error: UNREACHABLE }));
  if (!answer.ok) throw new ApiError(answer.error);
  return answer.data;
}

type GenerationCommand = 'generation:request' | 'generation:cancel' | 'generation:retry' | 'generation:vote-stop';

/** Like `command`, for those that answer with a generation: it is shown at once, the fact that follows does nothing. */
export async function commandGeneration<C extends GenerationCommand>(name: C, payload: CommandInput<C>): Promise<void> {
  const generation: Generation = await command(name, payload);
  dispatch({ type: 'answered', generation });
}

/** Comes beside the page's own scripts, which need not wait for it. */
const loadSocketIo = () => import('socket.io-client');
if (typeof window !== 'undefined') loadSocketIo().catch(() => {});

export function openRoom(slug: string): () => void {
  useFeed.setState(emptyFeed, true);
  let leave: (() => void) | null = null;
  let isLeft = false;
  async function enter(failures = 0): Promise<void> {
    const loaded = await loadSocketIo().catch(() => null);
    if (isLeft) return;
    if (loaded) leave = connectTo(slug, loaded.io);
    else setTimeout(() => void enter(failures + 1), backoffMs(failures));
  }
  void enter();
  return () => {
    isLeft = true;
    leave?.();
  };
}

function connectTo(slug: string, io: typeof Io): () => void {
  const current: RoomSocket = io({
    path: '/socket.io',
    withCredentials: true,
    autoConnect: false,
    reconnectionDelayMax: 5_000,
  });
  socket = current;
  let heardAtMs = 0;
  let failures = 0;
  /** There is no use in coming back: not a member, or no room. */
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (action: () => void, notBeforeMs = 0) => {
    clearTimeout(timer);
    timer = setTimeout(action, Math.max(notBeforeMs, backoffMs(failures++)));
  };

  async function join() {
    if (!current.connected) return;
    clearTimeout(timer);
    dispatch({ type: 'joining' });
    try {
      const invite = inviteInAddress();
      const snapshot = await command('room:join', invite ? { slug, invite } : { slug });
      forgetInvite();
      failures = 0;
      dispatch({ type: 'snapshot', snapshot, nowMs: Date.now() });
      if (useFeed.getState().status === 'gapped') later(join);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!current.connected) return;
      if (error.retryable) later(join, error.retryAfterMs);
      else close({ code: error.code, message: error.message, retryable: false });
    }
  }

  function close(error: WireError) {
    isClosed = true;
    dispatch({ type: 'refused', error });
    current.disconnect();
  }

  function listen() {
    current.on('connect', join);
    current.on('disconnect', (reason) => {
      dispatch({ type: 'disconnected' });
      // Socket.IO comes back by itself, except where the server closed the connection.
      if (reason === 'io server disconnect' && !isClosed) later(() => current.connect());
    });
    current.on('connect_error', (error) => {
      if (error.message === 'unauthenticated') {
        dispatch({ type: 'refused', error: { code: 'unauthenticated', message: error.message, retryable: false } });
      } else if (error.message === 'too_many_connections') {
        dispatch({ type: 'refused', error: tooManyTabs() });
      } else if (!current.active) later(() => current.connect());
    });
    current.onAny((name: string, payload: unknown) => {
      heardAtMs = Date.now();
      for (const take of listeners.get(name) ?? []) take(payload as never);
    });
    current.io.on('ping', () => {
      heardAtMs = Date.now();
    });
    for (const name of Object.keys(FACTS) as Fact[]) {
      const take = (payload: NumberedFact['payload']) => {
        dispatch({ type: 'fact', fact: { name, payload } as NumberedFact });
        if (useFeed.getState().status === 'gapped') void join();
      };
      current.on(name, take as never);
    }
    current.on('room:closed', ({ error }) => close(error));
    current.on('feed:resync', join);
    current.on('generation:progressed', (progress) => dispatch({ type: 'progressed', progress }));
    current.on('queue:moved', (moved) => dispatch({ type: 'moved', moved, nowMs: Date.now() }));
    current.on('models:changed', ({ models }) => dispatch({ type: 'models', models }));
  }

  /** Without a goodbye: whoever only loses the network stays in the room for the others [RM4]. */
  const lose = () => current.io.engine?.close();

  // Closed first: an open timer of Socket.IO's own would make `connect` wait for it.
  function reconnect() {
    if (isClosed) return;
    lose();
    current.disconnect().connect();
  }

  /** The page goes, and says so. A socket may not get the word out any more where requests are its way; a beacon does. */
  function leave() {
    const { engine } = current.io;
    if (current.connected && engine.transport.name === 'polling') {
      navigator.sendBeacon(`/socket.io/?EIO=4&transport=polling&sid=${(engine as { id?: string }).id}`, GOODBYE);
      // Two requests at once would be taken for a fault.
      return;
    }
    current.disconnect();
  }

  /** The same page again, out of the browser's memory. */
  const comeBack = ({ persisted }: PageTransitionEvent) => {
    if (persisted && !isClosed) current.connect();
  };

  /** Back from sleep or from a dead network: connect now, not when a timer of the past would have. */
  function wake() {
    if (isClosed || document.visibilityState !== 'visible') return;
    if (!current.connected) reconnect();
    else if (Date.now() - heardAtMs > STALE_AFTER_MS) void join();
  }

  listen();
  current.connect();
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', reconnect);
  // A dead network would be noticed only after a missed ping, half a minute later.
  addEventListener('offline', lose);
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    removeEventListener('online', reconnect);
    removeEventListener('offline', lose);
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', comeBack);
    current.off();
    current.disconnect();
    if (socket === current) socket = null;
  };
}
