/**
 * The marks of pictures that this page has: seeded by every page of the gallery, changed by facts, and asked for where a picture is
 * shown whose marks may have changed while this browser was away [RC6]. Apart from the lists of pictures, so that any of them shows
 * the same, and a reaction draws only the picture that it is about.
 */
import type {
  GalleryItem,
  MarkedItem,
  Marks,
  PictureMarks,
  PictureRef,
  Reacted,
  ReactionKind,
} from '@darkroom/protocol';
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import { texts } from '../../texts/use-texts.ts';
import { toast } from '../../ui/toast.tsx';
import { ApiError, UNREACHABLE } from '../api.ts';
import { command, onEvent, useFeed } from '../connection.ts';
import { keyOf, parseKey } from '../gallery/merge.ts';
import { type KnownMarks, shownMarks, takeAnswer, takePinned, takeReacted, UNMARKED, type Wishes } from './marks.ts';

type MarksState = {
  /** By the picture's key; one that is not listed is not marked, or not known yet. */
  known: Record<string, KnownMarks>;
  wishes: Record<string, Wishes>;
};

const empty: MarksState = { known: {}, wishes: {} };
const useStore = create<MarksState>()(() => empty);
/** Pictures that were read since the last snapshot: facts keep them true from then on. */
const fresh = new Set<string>();
export const isCurrent = (key: string) => fresh.has(key);
/** When that snapshot came, by `performance.now`: what was asked for before may lack what was missed. */
let snapshotAtMs = 0;
/** When one's own favourite was changed last, in ms since the page was opened: a page that was asked for before does not know. */
const favouredAt = new Map<string, number>();

const refKey = ({ generationId, index }: PictureRef) => `${generationId}-${index}`;

function change(key: string, by: (known: KnownMarks) => KnownMarks): void {
  useStore.setState(({ known }) => {
    const before = known[key] ?? UNMARKED;
    const after = by(before);
    return after === before ? {} : { known: { ...known, [key]: after } };
  });
}

/** Takes the marks that an answer brought, and gives the pictures back without them. `askedAtMs` by `performance.now`. */
export function seedMarks(items: MarkedItem[], askedAtMs: number): GalleryItem[] {
  const { known } = useStore.getState();
  const changed: Record<string, KnownMarks> = {};
  for (const { marks, ...item } of items) {
    const key = keyOf(item);
    if (askedAtMs >= snapshotAtMs) fresh.add(key);
    const isEmpty = marks.revision === 0 && !marks.isFavourite;
    if (isEmpty && !known[key]) continue;
    const before = known[key] ?? UNMARKED;
    const isOlder = (favouredAt.get(key) ?? 0) > askedAtMs;
    changed[key] = takeAnswer(before, isOlder ? { ...marks, isFavourite: before.isFavourite } : marks);
  }
  useStore.setState(({ known }) => ({ known: { ...known, ...changed } }));
  return items.map(({ generation, picture }) => ({ generation, picture }));
}

const takeFavoured = (key: string, isFavourite: boolean) => {
  favouredAt.set(key, performance.now());
  change(key, (known) => ({ ...known, isFavourite }));
};

/** Of pictures that are on no page any more: what is known stays, and is asked for again where one is shown. */
export function letGo(keys: string[]): void {
  for (const key of keys) fresh.delete(key);
}

function forget(keys: string[]): void {
  letGo(keys);
  useStore.setState(({ known }) => ({
    known: Object.fromEntries(Object.entries(known).filter(([key]) => !keys.includes(key))),
  }));
}

/** Follows the open room. Gives back how to stop that. */
export function openMarks(): () => void {
  useStore.setState(empty, true);
  fresh.clear();
  favouredAt.clear();
  snapshotAtMs = 0;
  const pinned = (pictures: PictureMarks[]) => {
    for (const marks of pictures) change(refKey(marks), (known) => takePinned(known, marks));
  };
  const reacted = (fact: Reacted) =>
    change(refKey(fact), (known) => takeReacted(known, fact, useFeed.getState().you?.id));
  const ends = [
    onEvent('picture:reacted', reacted),
    onEvent('picture:pinned', ({ pictures }) => pinned(pictures)),
    onEvent('pictures:deleted', ({ pictures }) => forget(pictures.map(refKey))),
    onEvent('picture:favoured', (payload) => takeFavoured(refKey(payload), payload.isFavourite)),
    useFeed.subscribe((feed, before) => {
      if (feed.snapshots === before.snapshots) return;
      fresh.clear();
      snapshotAtMs = performance.now();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

const NOBODY = { id: '', name: '' };

/** The marks of a picture on the page, with what is wished for and not answered yet. */
export function useMarks(key: string): Marks {
  const known = useStore((state) => state.known[key] ?? UNMARKED);
  const wishes = useStore((state) => state.wishes[key]);
  const you = useFeed((feed) => feed.you) ?? NOBODY;
  const snapshots = useFeed((feed) => feed.snapshots);
  useEffect(() => {
    if (snapshots > 0) ask(key);
  }, [key, snapshots]);
  return useMemo(() => shownMarks(known, wishes, you), [known, wishes, you]);
}

/** Those that come to the page together are asked for together, after what a page of the gallery brings meanwhile. */
const ASK_AFTER_MS = 400;
const MOST_AT_ONCE = 100;
const asked = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function ask(key: string): void {
  if (fresh.has(key)) return;
  asked.add(key);
  if (timer) return;
  timer = setTimeout(() => {
    timer = undefined;
    const keys = [...asked].filter((each) => !fresh.has(each));
    asked.clear();
    for (let start = 0; start < keys.length; start += MOST_AT_ONCE) {
      // One that fails is asked for again with the next snapshot, or when it is shown the next time.
      void findPictures(keys.slice(start, start + MOST_AT_ONCE)).catch(() => {});
    }
  }, ASK_AFTER_MS);
}

/** Pictures of this room by their keys, wherever on the sheet they are. Rejects with an `ApiError`. */
export async function findPictures(keys: string[]): Promise<GalleryItem[]> {
  const roomId = useFeed.getState().room?.id;
  const pictures = keys.flatMap((key) => parseKey(key) ?? []);
  if (!roomId) throw new ApiError(UNREACHABLE);
  const askedAtMs = performance.now();
  const { items } = await command('picture:find', { roomId, pictures });
  return seedMarks(items, askedAtMs);
}

type Picture = { roomId: string; generationId: string; index: number };

function pictureOf(key: string): Picture | null {
  const picture = parseKey(key);
  const roomId = useFeed.getState().room?.id;
  return picture && roomId ? { roomId, ...picture } : null;
}

const setWish = (key: string, wish: (wishes: Wishes) => Wishes) =>
  useStore.setState(({ wishes }) => ({ wishes: { ...wishes, [key]: wish(wishes[key] ?? {}) } }));

/** By picture and what is wished for: the last word, while one is under way. */
const lastWord = new Map<string, boolean>();

/**
 * Shows a wish at once and sends it. One at a time, so that the server hears them in order; where the mind was changed meanwhile,
 * the last word follows. Refused: it is taken back, and said why.
 */
async function wishFor(id: string, isOn: boolean, send: (isOn: boolean) => Promise<void>, settle: () => void) {
  const isUnderWay = lastWord.has(id);
  lastWord.set(id, isOn);
  if (isUnderWay) return;
  try {
    for (let sent: boolean | undefined; sent !== lastWord.get(id); ) {
      sent = lastWord.get(id) as boolean;
      await send(sent);
    }
  } catch (error) {
    toast(error instanceof ApiError ? error.message : texts().common.didNotWork);
  } finally {
    lastWord.delete(id);
    settle();
  }
}

export function react(key: string, kind: ReactionKind, isOn: boolean): void {
  const picture = pictureOf(key);
  if (!picture) return;
  setWish(key, ({ reactions, ...rest }) => ({ ...rest, reactions: { ...reactions, [kind]: isOn } }));
  const send = async (isOn: boolean) => {
    const marks = await command('picture:react', { ...picture, kind, isOn });
    change(key, (known) => ({ ...takeAnswer(known, marks), isFavourite: known.isFavourite }));
  };
  const settle = () =>
    setWish(key, ({ reactions = {}, ...rest }) => {
      const { [kind]: _done, ...others } = reactions;
      return { ...rest, reactions: others };
    });
  void wishFor(`${key} ${kind}`, isOn, send, settle);
}

export function favour(key: string, isOn: boolean): void {
  const picture = pictureOf(key);
  if (!picture) return;
  setWish(key, (wishes) => ({ ...wishes, isFavourite: isOn }));
  const send = async (isOn: boolean) => {
    const { isFavourite } = await command('picture:favour', { ...picture, isOn });
    takeFavoured(key, isFavourite);
  };
  void wishFor(`${key} favourite`, isOn, send, () => setWish(key, ({ isFavourite: _done, ...rest }) => rest));
}

/** Pins or unpins for the room. Rejects with an `ApiError`. */
export async function pin(keys: string[], isPinned: boolean): Promise<void> {
  const roomId = useFeed.getState().room?.id;
  if (!roomId) return;
  const pictures = keys.flatMap((key) => parseKey(key) ?? []);
  for (let start = 0; start < pictures.length; start += MOST_AT_ONCE) {
    const some = pictures.slice(start, start + MOST_AT_ONCE);
    const answer = await command('picture:pin', { roomId, pictures: some, isPinned });
    for (const marks of answer.pictures) change(refKey(marks), (known) => takePinned(known, marks));
  }
}

/** The same for one picture, shown at once. */
export function pinOne(key: string, isPinned: boolean): void {
  setWish(key, (wishes) => ({ ...wishes, isPinned }));
  const settle = () => setWish(key, ({ isPinned: _done, ...rest }) => rest);
  void wishFor(`${key} pin`, isPinned, (isOn) => pin([key], isOn), settle);
}
