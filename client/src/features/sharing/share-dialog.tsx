'use client';

import type { Share } from '@darkroom/protocol';
import { type RefObject, useEffect, useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import { copyText } from '../../lib/copy.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button, buttonStyles } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';

export type ShareDialogProps = {
  generationId: string;
  index: number;
  isOpen: boolean;
  onClose: () => void;
  returnTo: RefObject<HTMLElement | null>;
};

/** Makes the picture's link, shows the one that there is, and takes it back. */
export function ShareDialog({ generationId, index, isOpen, onClose, returnTo }: ShareDialogProps) {
  const { sharing, common, gallery } = useAllTexts();
  /** Undefined: not known yet. */
  const [share, setShare] = useState<Share | null>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function run(work: () => Promise<void>) {
    setBusy(true);
    setFailure(null);
    await work().catch((error: unknown) => setFailure(error instanceof ApiError ? error.message : common.didNotWork));
    setBusy(false);
  }
  const look = () => run(async () => setShare(await api.shareOf(generationId, index)));
  // Each time it is opened: somebody else may have shared it, or taken the link back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked by opening, not by drawing.
  useEffect(() => {
    if (isOpen) void look();
  }, [isOpen]);

  const link = share ? new URL(`/s/${share.slug}`, location.href).href : '';
  const make = () => run(async () => setShare(await api.share(generationId, index)));
  const takeBack = ({ slug }: Share) =>
    run(async () => {
      await api.unshare(slug);
      setShare(null);
      toast(sharing.takenBack);
    });
  const copy = async () => toast((await copyText(link)) ? sharing.copied : link);

  return (
    <Dialog title={sharing.shareTitle} isOpen={isOpen} onClose={onClose} returnTo={returnTo}>
      <p className="text-muted text-sm">{sharing.whatItShows}</p>
      {share && (
        <Field label={sharing.link}>
          {(control) => (
            <Input {...control} readOnly value={link} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
          )}
        </Field>
      )}
      {failure && (
        <p role="alert" className="text-sm text-warn">
          {failure}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        {share && (
          <>
            <Button kind="quiet" disabled={isBusy} onClick={() => takeBack(share)} className="mr-auto">
              {sharing.takeBack}
            </Button>
            <a href={link} target="_blank" rel="noreferrer" className={buttonStyles({ kind: 'outline' })}>
              {sharing.openPage}
            </a>
            <Button kind="accent" onClick={copy}>
              {gallery.copyLink}
            </Button>
          </>
        )}
        {share === null && (
          <Button kind="accent" disabled={isBusy} onClick={make}>
            {sharing.makeLink}
          </Button>
        )}
        {share === undefined && failure && <Button onClick={look}>{common.tryAgain}</Button>}
      </div>
    </Dialog>
  );
}
