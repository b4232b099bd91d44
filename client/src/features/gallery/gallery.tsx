'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { type ReactNode, useEffect } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { isNarrowed } from '../../lib/gallery/filter.ts';
import { startSelecting, stopSelecting, useSelection } from '../../lib/gallery/selection.ts';
import { loadAgain, useGallery } from '../../lib/gallery/store.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { SelectIcon } from '../../ui/icons.tsx';
import { later, whenDrawn } from '../../ui/later.tsx';
import { SheetSkeleton } from '../../ui/skeleton.tsx';
import { ContactSheet } from './contact-sheet.tsx';
import { EmptyRoom } from './empty-room.tsx';
import { useFilter } from './filter-route.ts';
import { Findings } from './findings.tsx';
import { NewPictures } from './new-pictures.tsx';
import type { PictureDialogProps } from './picture-dialog.tsx';
import { usePictureRoute } from './picture-route.ts';
import { SheetTools } from './sheet-tools.tsx';

/** Comes with the first choice. */
const SelectionBar = whenDrawn(() => import('./selection-bar.tsx').then((module) => module.SelectionBar));

export type GalleryProps = {
  onInvite: () => void;
  /** What else can be done with the open picture. */
  actions?: (item: GalleryItem) => ReactNode;
};

const PictureDialog = later<PictureDialogProps>(() =>
  import('./picture-dialog.tsx').then((module) => module.PictureDialog),
);

/** What was made in this room, newest first. */
export function Gallery({ onInvite, actions }: GalleryProps) {
  const { common, gallery } = useAllTexts();
  const { items, isLoaded, isSwitching, error } = useGallery();
  const isQuiet = useFeed((feed) => Object.values(feed.generations).every(({ status }) => status === 'cancelled'));
  const route = usePictureRoute();
  const filter = useFilter();
  const isSelecting = useSelection((selection) => selection.isOn);
  // Of another room, nothing is chosen.
  useEffect(() => stopSelecting, []);
  const isEmpty = isLoaded && items.length === 0 && !isSwitching;
  // A room without pictures has nothing to look for.
  const hasTools = !isEmpty || isNarrowed(filter);
  return (
    <section aria-labelledby="sheet" className="px-4 md:px-8">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 id="sheet" className="eyebrow">
          {gallery.contactSheet}
        </h2>
        {hasTools && (
          <SheetTools filter={filter}>
            {items.length > 0 && (
              <Button
                kind={isSelecting ? 'outline' : 'quiet'}
                size="tool"
                aria-label={gallery.select}
                aria-pressed={isSelecting}
                onClick={() => (isSelecting ? stopSelecting() : startSelecting())}
              >
                <SelectIcon />
                <span className="max-md:hidden">{gallery.select}</span>
              </Button>
            )}
          </SheetTools>
        )}
      </div>
      <Findings />
      {items.length > 0 && (
        <div className={cn('transition-opacity', isSwitching && 'opacity-60')} aria-busy={isSwitching}>
          <ContactSheet items={items} onOpen={route.open} />
        </div>
      )}
      {isEmpty &&
        !isNarrowed(filter) &&
        (isQuiet ? (
          <EmptyRoom onInvite={onInvite} />
        ) : (
          <p className="text-muted text-sm">{gallery.firstWillLieHere}</p>
        ))}
      {!isLoaded && !error && <SheetSkeleton />}
      {error && (
        <div role="alert" className="flex flex-wrap items-center gap-4 py-4 text-sm text-warn">
          {gallery.notLoaded}
          <Button size="small" onClick={() => loadAgain()}>
            {common.tryAgain}
          </Button>
        </div>
      )}
      <NewPictures />
      {isSelecting && <SelectionBar />}
      <PictureDialog route={route} actions={actions} />
    </section>
  );
}
