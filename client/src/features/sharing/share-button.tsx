'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useRef, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { ShareIcon } from '../../ui/icons.tsx';
import { later } from '../../ui/later.tsx';
import type { ShareDialogProps } from './share-dialog.tsx';

const ShareDialog = later<ShareDialogProps>(() => import('./share-dialog.tsx').then((module) => module.ShareDialog));

/** For who made the picture and for hosts: a link for people outside the room. */
export function ShareButton({ item: { generation, picture } }: { item: GalleryItem }) {
  const { sharing } = useAllTexts();
  const [isOpen, setOpen] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const mayShare = useFeed(
    ({ you }) => you?.role === 'host' || (you?.role === 'member' && you.id === generation.author.id),
  );
  if (!mayShare) return null;
  return (
    <>
      <Button
        ref={button}
        aria-haspopup="dialog"
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        <ShareIcon />
        {sharing.share}
      </Button>
      {isAsked && (
        <ShareDialog
          key={`${generation.id}/${picture.index}`}
          generationId={generation.id}
          index={picture.index}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          returnTo={button}
        />
      )}
    </>
  );
}
