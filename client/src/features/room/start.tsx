'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import type { Session } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { NameForm } from './name-form.tsx';

/** The one button of the first page, and the name that it needs the first time. */
export function Start({ session: { user, enter, failure, ask } }: { session: Session }) {
  const router = useRouter();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function start() {
    setStarting(true);
    setError(null);
    try {
      const room = await api.startRoom();
      router.push(`/r/${room.slug}`);
    } catch (refusal) {
      setStarting(false);
      setError(refusal instanceof ApiError ? refusal.message : 'That did not work. Try again in a moment.');
    }
  }

  const button = (type: 'button' | 'submit', isBusy: boolean) => (
    <Button
      kind="accent"
      size="large"
      type={type}
      className="w-full md:w-auto"
      disabled={isBusy || isStarting}
      onClick={type === 'button' ? start : undefined}
    >
      Start a room
    </Button>
  );

  return (
    <div className="min-h-36 md:min-h-24">
      {user === undefined && !failure ? null : user === null ? (
        <NameForm
          className="grid w-full max-w-xl animate-appear grid-cols-1 gap-3 md:grid-cols-[1fr_auto] md:[&>button]:mt-[1.625rem]"
          onName={async (name) => {
            await enter(name);
            await start();
          }}
        >
          {(isBusy) => button('submit', isBusy)}
        </NameForm>
      ) : (
        <div className="flex animate-appear flex-col items-start gap-4 md:flex-row md:items-center">
          {button('button', false)}
          {user && (
            <p className="text-muted text-sm">
              as <bdi className="text-text">{user.name}</bdi>
            </p>
          )}
        </div>
      )}
      {(error ?? failure) && (
        <p role="alert" className="mt-3 text-sm text-warn">
          {error ?? failure}{' '}
          {failure && (
            <button type="button" className="underline underline-offset-4" onClick={ask}>
              Try again
            </button>
          )}
        </p>
      )}
    </div>
  );
}
