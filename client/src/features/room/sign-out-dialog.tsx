'use client';

import { type RefObject, useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

type SignOutDialogProps = {
  isOpen: boolean;
  isGuest: boolean;
  failure: string | null;
  returnTo: RefObject<HTMLElement | null>;
  onClose: () => void;
  onSignOut: () => Promise<void>;
};

/** Asks guests, who cannot come back as who they were, and says so when it did not work. */
export function SignOutDialog({ isOpen, isGuest, failure, returnTo, onClose, onSignOut }: SignOutDialogProps) {
  const { start } = useTexts();
  const [isBusy, setBusy] = useState(false);
  async function signOut() {
    setBusy(true);
    await onSignOut();
    setBusy(false);
  }
  return (
    <Dialog title={start.signOutQuestion} isOpen={isOpen} onClose={onClose} returnTo={returnTo}>
      {isGuest && <p className="text-muted">{start.signOutOfGuest}</p>}
      {failure && (
        <p role="alert" className="text-sm text-warn">
          {failure}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{start.stay}</Button>
        <Button kind="accent" disabled={isBusy} onClick={signOut}>
          {start.signOut}
        </Button>
      </div>
    </Dialog>
  );
}
