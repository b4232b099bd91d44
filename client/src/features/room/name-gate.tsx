'use client';

import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NameForm } from './name-form.tsx';

type NameGateProps = { roomName: string | null; onName: (name: string) => Promise<unknown> };

/** Before a room's door: a name, once. */
export function NameGate({ roomName, onName }: NameGateProps) {
  return (
    <Notice
      title={
        <>
          You are invited{' '}
          {roomName && (
            <>
              to <bdi>{roomName}</bdi>
            </>
          )}
        </>
      }
    >
      <p className="text-muted">Write a prompt, and everyone in the room watches the picture develop.</p>
      <NameForm className="flex w-full flex-col gap-3" onName={onName}>
        {(isBusy) => (
          <Button kind="accent" size="large" type="submit" disabled={isBusy}>
            Join
          </Button>
        )}
      </NameForm>
    </Notice>
  );
}
