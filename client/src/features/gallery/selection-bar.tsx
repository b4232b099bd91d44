'use client';

import type { RoomId } from '@darkroom/protocol';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { ApiError, api } from '../../lib/api.ts';
import { command, useFeed } from '../../lib/connection.ts';
import { MOST_IN_A_ZIP } from '../../lib/gallery/limits.ts';
import { authorOf, keyOf, parseKey } from '../../lib/gallery/merge.ts';
import { stopSelecting, useSelection } from '../../lib/gallery/selection.ts';
import { useGallery } from '../../lib/gallery/store.ts';
import { pin } from '../../lib/marks/store.ts';
import { allTexts, useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CloseIcon, DownloadIcon, PinIcon, TrashIcon } from '../../ui/icons.tsx';

/** So many go into one command. */
const AT_ONCE = 100;

/** One command after another, each with as many as it takes. */
async function deleteAll(roomId: RoomId, keys: string[]): Promise<void> {
  const pictures = keys.flatMap((key) => parseKey(key) ?? []);
  for (let from = 0; from < pictures.length; from += AT_ONCE)
    await command('pictures:delete', { roomId, pictures: pictures.slice(from, from + AT_ONCE) });
}

/** What can be done with all that is chosen. Esc leaves. */
export function SelectionBar() {
  const { gallery, common, deciding } = useAllTexts();
  const keys = useSelection((selection) => selection.keys);
  const all = useGallery((state) => state.items);
  const slug = useGallery((state) => state.slug);
  const you = useFeed((feed) => feed.you);
  const [isBusy, setBusy] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const items = all.filter((item) => keys.has(keyOf(item)));
  const mine = you?.role === 'host' ? items : items.filter((item) => authorOf(item) === you?.id);
  const roomId = useFeed((feed) => feed.room?.id);
  const name = useFeed((feed) => feed.room?.name ?? 'darkroom');
  const mayWrite = you !== null && you.role !== 'viewer';

  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role=dialog]'))
        stopSelecting();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, []);

  async function run(work: () => Promise<string | undefined>) {
    setBusy(true);
    try {
      const said = await work();
      if (said) toast(said);
    } catch (error) {
      toast(error instanceof ApiError ? error.message : common.didNotWork);
    } finally {
      setBusy(false);
    }
  }
  const download = () =>
    run(async () => {
      const blob = await api.zip(slug, items.map(keyOf));
      save(blob, `${name}.zip`);
      return undefined;
    });
  const pinAll = () =>
    run(async () => {
      await pin(items.map(keyOf), true);
      return allTexts().gallery.pinnedNow(items.length);
    });
  const remove = () =>
    run(async () => {
      if (!roomId) return undefined;
      await deleteAll(roomId, mine.map(keyOf));
      setAsked(false);
      stopSelecting();
      return allTexts().gallery.deletedNow(mine.length);
    });

  const isEmpty = items.length === 0 || isBusy;
  return (
    // Above where toasts come: what they say must not lie over what is pressed next.
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--dock-height)+4.75rem)] z-30 flex justify-center px-3">
      <div
        role="toolbar"
        aria-label={gallery.selection}
        className="pointer-events-auto flex max-w-full animate-rise flex-wrap items-center justify-center gap-1 rounded-control border border-line bg-raised p-1.5"
      >
        <p role="status" className="figures px-2.5 text-sm">
          {gallery.selected(items.length)}
        </p>
        <Button
          kind="quiet"
          size="small"
          className="max-md:min-w-11"
          disabled={isEmpty || items.length > MOST_IN_A_ZIP}
          title={items.length > MOST_IN_A_ZIP ? gallery.mostInZip(MOST_IN_A_ZIP) : undefined}
          onClick={download}
        >
          <DownloadIcon />
          <Label>{isBusy ? gallery.working : gallery.downloadZip}</Label>
        </Button>
        {mayWrite && (
          <Button kind="quiet" size="small" className="max-md:min-w-11" disabled={isEmpty} onClick={pinAll}>
            <PinIcon />
            <Label>{deciding.pin}</Label>
          </Button>
        )}
        {mayWrite && (
          <Button
            ref={trigger}
            kind="quiet"
            size="small"
            className="max-md:min-w-11"
            disabled={isEmpty}
            onClick={() => setAsked(true)}
          >
            <TrashIcon />
            <Label>{gallery.deleteChosen}</Label>
          </Button>
        )}
        <Button kind="quiet" size="icon" aria-label={gallery.stopSelecting} onClick={stopSelecting}>
          <CloseIcon />
        </Button>
      </div>
      <Dialog
        title={mine.length === 0 ? gallery.noneToDelete : gallery.deleteTitle(mine.length)}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        returnTo={trigger}
      >
        {mine.length > 0 && <p className="text-muted">{gallery.deleteText}</p>}
        {mine.length < items.length && <p className="text-muted">{gallery.notYours(items.length - mine.length)}</p>}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={() => setAsked(false)}>{common.cancel}</Button>
          {mine.length > 0 && (
            <Button kind="accent" disabled={isBusy} onClick={remove}>
              {gallery.deleteChosen}
            </Button>
          )}
        </div>
      </Dialog>
    </div>
  );
}

/** On a phone the signs alone fit beside each other. */
const Label = ({ children }: { children: ReactNode }) => <span className="max-md:sr-only">{children}</span>;

/** Hands it to the browser's downloads. */
function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Chrome reads it after the click; a minute is enough to begin.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
