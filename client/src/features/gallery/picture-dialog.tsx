'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { originalUrl } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { type Entry, isWhole, keyOf } from '../../lib/gallery/merge.ts';
import { usePictureSlots } from '../../lib/picture-slots.tsx';
import { beginFrom, remix } from '../../lib/remix.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CloseIcon, LeftIcon, RightIcon } from '../../ui/icons.tsx';
import { PictureInfo } from './picture-info.tsx';
import { pictureInAddress, type usePictureRoute } from './picture-route.ts';
import { Stage } from './stage.tsx';
import { useWalk } from './use-walk.ts';

type Route = ReturnType<typeof usePictureRoute>;
export type PictureDialogProps = { route: Route; actions: ((item: GalleryItem) => ReactNode) | undefined };

/** One picture on a black page. Arrow keys walk, Esc or "back" closes to where the sheet was. */
export function PictureDialog({ route: { key, walk, close }, actions }: PictureDialogProps) {
  const { common, gallery } = useAllTexts();
  const wasDeleted = useWasDeleted(key);
  const { items, isSearching } = useWalk(key, wasDeleted);
  const position = items.findIndex((item) => keyOf(item) === key);
  const item = items[position];
  const newer = items[position - 1];
  const older = position >= 0 ? items[position + 1] : undefined;
  // The address has lost it by the time the focus goes back.
  const shown = useRef(key);
  useEffect(() => {
    if (key) shown.current = key;
  }, [key]);
  /** What takes the focus instead, once the dialog is gone. */
  const afterwards = useRef<(() => void) | null>(null);
  usePreloaded(newer, older);
  const { overPicture: OverPicture } = usePictureSlots();

  /** Reckoned from the address: it has the last press already, the page may not have been drawn since. */
  function step(by: -1 | 1) {
    const from = items.findIndex((item) => keyOf(item) === pictureInAddress());
    const to = from >= 0 ? items[from + by] : undefined;
    if (to) walk(keyOf(to));
  }
  function decide(event: KeyboardEvent) {
    // A dialog above this one has its own keys; React hands them on through its portal.
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
  }
  function toPrompt(act: () => void) {
    afterwards.current = act;
    close();
  }
  /** Back to the picture's own place on the sheet, which has not moved. */
  function restoreFocus(event: Event) {
    event.preventDefault();
    const act = afterwards.current;
    afterwards.current = null;
    if (act) return act();
    document
      .querySelector<HTMLElement>(`[data-picture="${CSS.escape(shown.current ?? '')}"]`)
      ?.focus({ preventScroll: true });
  }

  return (
    <Dialog.Root open={key !== null} onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={decide}
          onCloseAutoFocus={restoreFocus}
          className="fixed inset-0 z-40 animate-appear overflow-y-auto overscroll-contain bg-black [--stage-height:max(18rem,calc(100dvh-17rem))] max-md:[--stage-height:max(18rem,calc(100dvh-20rem))] focus:outline-none"
        >
          {isWhole(item) ? (
            <>
              <Stage key={keyOf(item)} item={item} />
              <Walk
                label={gallery.newer}
                isThere={newer !== undefined}
                onGo={() => step(-1)}
                className="max-md:right-27 md:left-6"
              >
                <LeftIcon />
              </Walk>
              <Walk
                label={gallery.older}
                isThere={older !== undefined}
                onGo={() => step(1)}
                className="max-md:right-15 md:right-6"
              >
                <RightIcon />
              </Walk>
              <PictureInfo
                item={item}
                actions={actions?.(item)}
                onDeleted={close}
                onReuse={() => toPrompt(() => remix(item, useFeed.getState().models))}
                onBegin={() => toPrompt(() => beginFrom(item, useFeed.getState().models))}
                onWalk={walk}
              />
            </>
          ) : (
            <Missing isSearching={isSearching} wasDeleted={wasDeleted} />
          )}
          <OverPicture />
          <Dialog.Close asChild>
            <Button
              kind="quiet"
              size="icon40"
              aria-label={common.close}
              className="fixed top-3 right-3 z-10 bg-black/60 md:top-5 md:right-6"
            >
              <CloseIcon />
            </Button>
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type WalkProps = {
  label: string;
  isThere: boolean;
  onGo: () => void;
  className: string;
  children: ReactNode;
};

const Walk = ({ label, isThere, onGo, className, children }: WalkProps) => (
  <Button
    kind="quiet"
    size="icon44"
    aria-label={label}
    disabled={!isThere}
    onClick={onGo}
    className={`z-10 bg-black/60 disabled:opacity-0! max-md:fixed max-md:top-3 md:absolute md:top-[calc(var(--stage-height)/2-1.375rem)] ${className}`}
  >
    {children}
  </Button>
);

/** Somebody may take it away while it is looked at. */
const useWasDeleted = (key: string | null) =>
  useFeed((feed) => feed.deleted.some(({ generationId, index }) => `${generationId}-${index}` === key));

type MissingProps = { isSearching: boolean; wasDeleted: boolean };

function Missing({ isSearching, wasDeleted }: MissingProps) {
  const { gallery } = useAllTexts();
  return (
    <div className="flex min-h-dvh items-center justify-center p-8">
      <Dialog.Title className="text-lg text-muted">
        {wasDeleted ? gallery.pictureDeleted : isSearching ? gallery.looking : gallery.notInRoom}
      </Dialog.Title>
    </div>
  );
}

/** The neighbours are loaded before they are asked for. */
function usePreloaded(...items: (Entry | undefined)[]) {
  const urls = items
    .filter(isWhole)
    .map(({ generation, picture }) => originalUrl(generation.id, picture.index))
    .join(' ');
  const [kept] = useState(() => new Map<string, HTMLImageElement>());
  useEffect(() => {
    kept.clear();
    for (const url of urls.split(' ').filter(Boolean)) {
      const image = new Image();
      image.src = url;
      kept.set(url, image);
    }
  }, [urls, kept]);
}
