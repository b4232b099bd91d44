/**
 * What people do just now [WR9]: who writes, where their carets are, which picture they look at. Others are told of us a few times a
 * second at the most; what they told of themselves is over when it was not repeated for a while.
 */
import type { CommandInput, PresenceShown } from '@darkroom/protocol';
import { create } from 'zustand';
import { command, onEvent, useFeed } from './connection.ts';

export type Doing = Omit<CommandInput<'presence:show'>, 'roomId'>;
/** `movedAtMs`: when the caret came to where it is. */
export type OthersDoing = Omit<PresenceShown, 'roomId'> & { heardAtMs: number; movedAtMs: number };

const SEND_EVERY_MS = 80;
const REPEAT_EVERY_MS = 10_000;
const OVER_AFTER_MS = 30_000;
/** How soon somebody who still does it has repeated it. */
const REPEATED_WITHIN_MS = REPEAT_EVERY_MS + 2_000;
/** Who pauses for longer is not writing. */
const WRITES_FOR_MS = 3_000;

const IDLE = { writes: false, caret: null, looksAt: null };
const tab = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
let mine: Doing = { tab, ...IDLE };
/** Whether the others were told of it as it is by now. */
let isTold = true;

/** By `<person>/<tab>`, without this tab. */
export const useDoing = create<{ others: Record<string, OthersDoing> }>()(() => ({ others: {} }));

export const isWriting = (others: Record<string, OthersDoing>, userId: string) =>
  Object.values(others).some((doing) => doing.userId === userId && doing.writes);

export const lookedAt = (others: Record<string, OthersDoing>, userId: string) =>
  Object.values(others).find((doing) => doing.userId === userId && doing.looksAt)?.looksAt ?? null;

let sendTimer: ReturnType<typeof setTimeout> | undefined;
let restTimer: ReturnType<typeof setTimeout> | undefined;

export function show(change: Partial<Doing>): void {
  mine = { ...mine, ...change };
  if (!sendTimer) sendTimer = setTimeout(send, SEND_EVERY_MS);
}

/** Something was typed: we write, until we rest. */
export function showWriting(): void {
  clearTimeout(restTimer);
  restTimer = setTimeout(() => show({ writes: false }), WRITES_FOR_MS);
  if (!mine.writes) show({ writes: true });
}

function send(): void {
  sendTimer = undefined;
  const { room, status } = useFeed.getState();
  const told = mine;
  isTold = false;
  if (!room || status !== 'live') return;
  command('presence:show', { roomId: room.id, ...told }).then(
    () => {
      isTold = told === mine;
    },
    () => {},
  );
}

const isIdle = ({ writes, caret, looksAt }: Doing) => !writes && caret === null && looksAt === null;
/** Also that we do nothing any more, where that was not told: others would see us at it for a while yet. */
const repeat = () => {
  if (!isTold || !isIdle(mine)) show({});
};

/** Bytes come as an ArrayBuffer in a browser. */
const caretOf = (caret: Doing['caret']): Doing['caret'] =>
  caret && { ...caret, anchor: new Uint8Array(caret.anchor), head: new Uint8Array(caret.head) };
const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined) => a?.join() === b?.join();

function hear({ roomId, ...shown }: PresenceShown): void {
  if (shown.tab === tab || roomId !== useFeed.getState().room?.id) return;
  const key = `${shown.userId}/${shown.tab}`;
  const { others } = useDoing.getState();
  const known = others[key];
  const doing = { ...shown, caret: caretOf(shown.caret) };
  const hasMoved = !known || doing.writes || !sameBytes(known.caret?.head, doing.caret?.head);
  const nowMs = Date.now();
  useDoing.setState({
    others: { ...others, [key]: { ...doing, heardAtMs: nowMs, movedAtMs: hasMoved ? nowMs : known.movedAtMs } },
  });
}

/** Lets go of who left, and of what was not repeated. */
function prune(): void {
  const here = new Set(useFeed.getState().people.map(({ userId }) => userId));
  const { others } = useDoing.getState();
  const left = Object.entries(others).filter(
    ([, { userId, heardAtMs }]) => here.has(userId) && Date.now() - heardAtMs < OVER_AFTER_MS,
  );
  if (left.length < Object.keys(others).length) useDoing.setState({ others: Object.fromEntries(left) });
}

/** After a time away: of what others told meanwhile nothing was heard, so that only what they repeat still holds. */
function doubt(): void {
  const atMost = Date.now() - OVER_AFTER_MS + REPEATED_WITHIN_MS;
  useDoing.setState(({ others }) => ({
    others: Object.fromEntries(
      Object.entries(others).map(([key, doing]) => [key, { ...doing, heardAtMs: Math.min(doing.heardAtMs, atMost) }]),
    ),
  }));
}

/** Gives back how to stop. */
export function openDoing(): () => void {
  useDoing.setState({ others: {} });
  const stopHearing = onEvent('presence:shown', hear);
  const timers = [setInterval(repeat, REPEAT_EVERY_MS), setInterval(prune, 5_000)];
  const unwatch = useFeed.subscribe((feed, before) => {
    if (feed.people === before.people && feed.snapshots === before.snapshots) return;
    if (feed.snapshots !== before.snapshots) doubt();
    prune();
    // Who has just come was not there when it was told.
    repeat();
  });
  return () => {
    unwatch();
    stopHearing();
    for (const timer of timers) clearInterval(timer);
    clearTimeout(restTimer);
    mine = { tab, ...IDLE };
    isTold = true;
  };
}
