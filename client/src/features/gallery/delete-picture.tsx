'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useRef, useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { command, useFeed } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TrashIcon } from '../../ui/icons.tsx';
import { toast } from '../../ui/toast.tsx';

/** For the author, and for the host; it is asked for once and cannot be undone. */
export function DeletePicture({ item, onDeleted }: { item: GalleryItem; onDeleted: () => void }) {
  const { common, gallery } = useAllTexts();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const { generation, picture } = item;
  const mayDelete = useFeed(
    ({ you }) => you?.role === 'host' || (you?.role === 'member' && you.id === generation.author.id),
  );
  if (!mayDelete) return null;

  async function remove() {
    setBusy(true);
    const pictures = [{ generationId: generation.id, index: picture.index }];
    try {
      await command('pictures:delete', { roomId: generation.roomId, pictures });
      setAsked(false);
      onDeleted();
    } catch (error) {
      toast(error instanceof ApiError ? error.message : common.didNotWork);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button ref={trigger} onClick={() => setAsked(true)}>
        <TrashIcon />
        {gallery.deletePicture}
      </Button>
      <Dialog title={gallery.deletePictureTitle} isOpen={isAsked} onClose={() => setAsked(false)} returnTo={trigger}>
        <p className="text-muted">{gallery.deletePictureText}</p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={() => setAsked(false)}>{common.cancel}</Button>
          <Button kind="accent" disabled={isBusy} onClick={remove}>
            {gallery.deletePicture}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
