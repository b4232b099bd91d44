'use client';

import { type RefObject, useState } from 'react';
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
  const [isBusy, setBusy] = useState(false);
  async function signOut() {
    setBusy(true);
    await onSignOut();
    setBusy(false);
  }
  return (
    <Dialog title="Sign out?" isOpen={isOpen} onClose={onClose} returnTo={returnTo}>
      {isGuest && (
        <p className="text-muted">
          As a guest you are known to this browser alone: you could not come back as who you are now. Rooms and pictures
          stay for the others in them, and their links let you in again. What you typed and did not send is forgotten.
        </p>
      )}
      {failure && (
        <p role="alert" className="text-sm text-warn">
          {failure}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>Stay</Button>
        <Button kind="accent" disabled={isBusy} onClick={signOut}>
          Sign out
        </Button>
      </div>
    </Dialog>
  );
}
