'use client';

import type { LeftPictures, User } from '@darkroom/protocol';
import { type RefObject, useState } from 'react';
import { exportUrl } from '../../lib/api.ts';
import type { Session } from '../../lib/session.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button, buttonStyles } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DownloadIcon } from '../../ui/icons.tsx';
import { DeleteForm } from './delete-form.tsx';
import { MyShares } from './my-shares.tsx';

export type YourDataProps = {
  session: Session;
  user: User;
  isOpen: boolean;
  onClose: () => void;
  returnTo: RefObject<HTMLElement | null>;
};

/** A dialog would put the focus on its first button, which here deletes. */
const focusIt = (link: HTMLAnchorElement | null) => link?.focus();

/** What is a person's own: to take along, to take back, to delete. */
export function YourDataDialog({ session, user, isOpen, onClose, returnTo }: YourDataProps) {
  const { mine } = useAllTexts();
  const [isDeleting, setDeleting] = useState(false);
  const close = () => {
    setDeleting(false);
    onClose();
  };
  const depart = (pictures: LeftPictures, name: string) => session.depart({ pictures, name });
  return (
    <Dialog title={isDeleting ? mine.deleteTitle : mine.title} isOpen={isOpen} onClose={close} returnTo={returnTo}>
      {isDeleting ? (
        <DeleteForm name={user.name} onDelete={depart} onCancel={() => setDeleting(false)} />
      ) : (
        <>
          <section className="flex flex-col items-start gap-3">
            <p className="text-muted text-sm">{mine.exportHint}</p>
            <a ref={focusIt} href={exportUrl} download className={buttonStyles({ kind: 'outline' })}>
              <DownloadIcon />
              {mine.export}
            </a>
          </section>
          <MyShares />
          <section className="flex flex-col items-start gap-3 border-line border-t pt-4">
            <p className="text-muted text-sm">{mine.deleteHint}</p>
            <Button onClick={() => setDeleting(true)}>{mine.delete}</Button>
          </section>
        </>
      )}
    </Dialog>
  );
}
