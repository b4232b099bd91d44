'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { type MouseEvent, memo, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { thumbnailUrl } from '../../lib/api.ts';
import { keyOf } from '../../lib/gallery/merge.ts';
import { isFresh } from '../../lib/gallery/store.ts';
import { usePictureSlots } from '../../lib/picture-slots.tsx';
import { useAllTexts } from '../../texts/all-texts.ts';
import { cn } from '../../ui/cn.ts';
import { CheckIcon } from '../../ui/icons.tsx';
import { placeholderUrl } from './placeholder.ts';

type Place = { left: number; top: number; width: number; height: number };
export type CellProps = {
  item: GalleryItem;
  place: Place;
  /** Of all cells one can be reached by Tab; arrow keys lead to the others. */
  isTabStop: boolean;
  /** Null while nothing is being chosen. */
  isChosen: boolean | null;
  onPress: (key: string, isRange: boolean) => void;
  /** A finger rested on it. */
  onHold: (key: string) => void;
  onFocus: (key: string) => void;
};

const HOLD_MS = 450;

/** One picture of the sheet: its blurred likeness first, then itself. Hover or focus says what it is and whose. */
export const Cell = memo(DrawnCell, (before, now) => {
  const isSamePlace = (['left', 'top', 'width', 'height'] as const).every(
    (side) => before.place[side] === now.place[side],
  );
  return isSamePlace && NAMES.every((name) => before[name] === now[name]);
});
const NAMES = ['item', 'isTabStop', 'isChosen', 'onPress', 'onHold', 'onFocus'] as const;

function DrawnCell({ item, place, isTabStop, isChosen, onPress, onHold, onFocus }: CellProps) {
  const { common } = useAllTexts();
  const { generation, picture } = item;
  const key = keyOf(item);
  const { onCell: OnCell } = usePictureSlots();
  const src = thumbnailUrl(generation.id, picture.index);
  const image = useWhileShown(src);
  const isGliding = useGliding(place);
  const [isNew] = useState(() => isFresh(key));
  const finger = useHold(() => onHold(key));
  return (
    <button
      type="button"
      data-picture={key}
      aria-pressed={isChosen ?? undefined}
      tabIndex={isTabStop ? 0 : -1}
      onClick={(event) => !finger.wasHeld() && onPress(key, event.shiftKey)}
      onFocus={() => onFocus(key)}
      {...finger.handlers}
      className={cn(
        'group sheet absolute top-0 left-0 block overflow-hidden bg-cover focus-visible:z-10',
        isNew && 'animate-appear',
        isChosen && 'outline-2 outline-safelight -outline-offset-2',
        isGliding && 'transition-transform duration-200',
      )}
      style={{
        width: place.width,
        height: place.height,
        transform: `translate(${place.left}px, ${place.top}px)`,
        backgroundImage: `url(${placeholderUrl(picture.placeholder) ?? ''})`,
      }}
    >
      <img
        src={src}
        alt=""
        width={picture.width}
        height={picture.height}
        decoding="async"
        ref={image}
        className="absolute inset-0 size-full object-cover"
      />
      <span className="absolute inset-x-0 bottom-0 bg-linear-to-t from-ground via-ground/80 to-transparent px-2.5 pt-8 pb-2 text-left text-sm opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
        <span dir="auto" className="line-clamp-2 leading-snug">
          {generation.prompt}
        </span>
        <bdi className="mt-0.5 block truncate text-muted text-xs">
          {generation.author.name || common.someoneWhoLeft}
        </bdi>
      </span>
      <OnCell item={item} />
      {isChosen !== null && (
        <span
          aria-hidden
          className={cn(
            'absolute right-1.5 bottom-1.5 flex size-6 items-center justify-center rounded-full border',
            isChosen ? 'border-safelight bg-safelight text-on-accent' : 'border-text/70 bg-ground/75',
          )}
        >
          {isChosen && <CheckIcon width={14} height={14} strokeWidth={2.4} />}
        </span>
      )}
    </button>
  );
}

/**
 * A picture that is scrolled past before it came is not waited for: it would keep its cell in memory, and those in view waiting. None
 * fades in over its placeholder: dozens that do so at once cost a scrolling page every fourth frame where no GPU draws it.
 */
const useWhileShown = (src: string) =>
  useCallback(
    (element: HTMLImageElement) => {
      if (!element.hasAttribute('src')) element.src = src;
      return () => element.removeAttribute('src');
    },
    [src],
  );

/** A finger that rests begins to choose; one that moves scrolls. The click that follows a rest is none. */
function useHold(onHold: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const handlers = {
    onPointerDown(event: PointerEvent) {
      held.current = false;
      if (event.pointerType !== 'touch') return;
      timer.current = setTimeout(() => {
        held.current = true;
        onHold();
      }, HOLD_MS);
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onContextMenu(event: MouseEvent) {
      if (held.current) event.preventDefault();
    },
  };
  const wasHeld = () => {
    const was = held.current;
    held.current = false;
    return was;
  };
  return { handlers, wasHeld };
}

/** Within its row a picture glides aside; one that goes to the next row's start would fly across all the others, so it is just there. */
function useGliding({ top, height }: Place): boolean {
  const before = useRef({ top, height });
  const isSameRow = Math.abs(before.current.top - top) < height / 2;
  useEffect(() => {
    before.current = { top, height };
  }, [top, height]);
  return isSameRow;
}
