'use client';

import type { GalleryItem } from '@darkroom/protocol';
import type { ReactNode } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { loadAgain, useGallery } from '../../lib/gallery/store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import { SheetSkeleton } from '../../ui/skeleton.tsx';
import { ContactSheet } from './contact-sheet.tsx';
import { EmptyRoom } from './empty-room.tsx';
import { NewPictures } from './new-pictures.tsx';
import type { PictureDialogProps } from './picture-dialog.tsx';
import { usePictureRoute } from './picture-route.ts';

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
  const { common, gallery } = useTexts();
  const { items, isLoaded, error } = useGallery();
  const isQuiet = useFeed((feed) => Object.values(feed.generations).every(({ status }) => status === 'cancelled'));
  const route = usePictureRoute();
  const isEmpty = isLoaded && items.length === 0;
  return (
    <section aria-labelledby="sheet" className="px-4 md:px-8">
      <h2 id="sheet" className="eyebrow mb-3">
        {gallery.contactSheet}
      </h2>
      {items.length > 0 && <ContactSheet items={items} onOpen={route.open} />}
      {isEmpty &&
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
      <PictureDialog route={route} actions={actions} />
    </section>
  );
}
