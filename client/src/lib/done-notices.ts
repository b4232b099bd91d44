/**
 * Tells that a picture of mine is done while nobody looks: a notification of the system, if it was asked for. Of several hidden tabs
 * one tells, and none does while the room is seen in another.
 */
import type { Generation } from '@darkroom/protocol';
import { create } from 'zustand';
import { texts } from '../texts/use-texts.ts';
import { thumbnailUrl } from './api.ts';
import { useFeed } from './connection.ts';
import type { FeedState } from './feed/reducer.ts';
import { readStored, store } from './storage.ts';

const KEY = 'darkroom:done-notices';
/** How long one tab stands for all: others hear of the same end within this. After that the notification's tag makes them one. */
const SPOKEN_FOR_MS = 5_000;

/** `areOn` is what the person asked for here; the browser may have taken its permission back since. */
export const useDoneNotices = create<{ areOn: boolean }>()(() => ({ areOn: false }));

/** Not in every browser: some have none, some only beside a lock on the address. */
export const canNotify = () => 'Notification' in window && window.isSecureContext;

export function openDoneNotices(): void {
  const isAllowed = canNotify() && Notification.permission === 'granted';
  useDoneNotices.setState({ areOn: isAllowed && readStored<boolean>(KEY) === true });
}

/** Asks the browser, which asks the person: only from a click. False: the browser does not allow it. */
export async function turnDoneNotices(areOn: boolean): Promise<boolean> {
  const isAllowed = !areOn || (await Notification.requestPermission()) === 'granted';
  const willBeOn = areOn && isAllowed;
  useDoneNotices.setState({ areOn: willBeOn });
  store(KEY, willBeOn || null);
  return isAllowed;
}

const seenLock = (slug: string) => `darkroom:seen:${slug}`;

async function isSeenElsewhere(slug: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === seenLock(slug));
}

function show(generation: Generation): void {
  const { errors, room } = texts();
  const { id, prompt, error } = generation;
  const last = generation.pictures.at(-1);
  const notice = new Notification(error ? room.failed(errors.explain(error)) : room.pictureDone, {
    body: prompt.length > 120 ? `${prompt.slice(0, 119)}…` : prompt,
    tag: id,
    ...(last && { icon: new URL(thumbnailUrl(id, last.index), location.href).href }),
  });
  notice.onclick = () => {
    window.focus();
    if (last) history.pushState(null, '', `${location.pathname}?picture=${id}-${last.index}`);
    notice.close();
  };
}

async function tell(slug: string, generation: Generation): Promise<void> {
  if (await isSeenElsewhere(slug)) return;
  await navigator.locks.request(`darkroom:told:${generation.id}`, { ifAvailable: true }, async (lock) => {
    if (!lock || document.visibilityState === 'visible') return;
    try {
      show(generation);
    } catch {
      // Some phones let only a service worker notify.
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, SPOKEN_FOR_MS));
  });
}

function endedOfMine(feed: FeedState, before: FeedState): Generation[] {
  if (feed.generations === before.generations) return [];
  return Object.values(feed.generations).filter(({ id, author, status }) => {
    const was = before.generations[id]?.status;
    const isEnd = status === 'finished' || status === 'failed';
    return isEnd && (was === 'queued' || was === 'developing') && author.id === feed.you?.id;
  });
}

/** Holds a lock while the room is seen here, for the other tabs to know. Gives back how to stop. */
function showThatSeen(slug: string): () => void {
  let letGo: (() => void) | null = null;
  const decide = () => {
    const isSeen = document.visibilityState === 'visible';
    if (isSeen && !letGo) {
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      void navigator.locks.request(seenLock(slug), { mode: 'shared' }, () => held);
    } else if (!isSeen) {
      letGo?.();
      letGo = null;
    }
  };
  decide();
  document.addEventListener('visibilitychange', decide);
  return () => {
    document.removeEventListener('visibilitychange', decide);
    letGo?.();
  };
}

/** From now on, in this room. Gives back how to stop. */
export function watchDone(slug: string): () => void {
  if (!canNotify()) return () => {};
  openDoneNotices();
  const stopShowing = showThatSeen(slug);
  const stopWatching = useFeed.subscribe((feed, before) => {
    if (!useDoneNotices.getState().areOn || document.visibilityState === 'visible') return;
    for (const generation of endedOfMine(feed, before)) void tell(slug, generation);
  });
  return () => {
    stopWatching();
    stopShowing();
  };
}
