'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import type { Session } from '../../lib/session.ts';
import { useSignInOptions } from '../../lib/sign-in.ts';
import { texts, useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { NameForm } from './name-form.tsx';
import { SignInLink } from './sign-in-link.tsx';

/** The one button of the first page, and what it needs the first time: a name, or who one is elsewhere. */
export function Start({ session: { user, enter, isUnreachable, signInFailure, ask } }: { session: Session }) {
  const { common, start: words } = useTexts();
  const router = useRouter();
  const options = useSignInOptions();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const message = error ?? (isUnreachable ? words.unreachable : signInFailure && words[signInFailure]);

  async function start() {
    setStarting(true);
    setError(null);
    try {
      const room = await api.startRoom();
      router.push(`/r/${room.slug}`);
    } catch (refusal) {
      setStarting(false);
      setError(refusal instanceof ApiError ? refusal.message : texts().common.didNotWork);
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
      {words.startRoom}
    </Button>
  );

  return (
    <div className="min-h-36 md:min-h-24">
      {(user || (user === undefined && isUnreachable)) && (
        <div className="animate-appear">{button('button', false)}</div>
      )}
      {user === null && options && (
        <div className="flex max-w-xl animate-appear flex-col items-start gap-4">
          {options.guests && (
            <NameForm
              className="grid w-full grid-cols-1 gap-3 md:grid-cols-[1fr_auto] md:[&>button]:mt-[1.625rem]"
              onName={async (name) => {
                await enter(name);
                await start();
              }}
            >
              {(isBusy) => button('submit', isBusy)}
            </NameForm>
          )}
          {options.signIn && (
            <SignInLink kind={options.guests ? 'outline' : 'accent'} className="max-md:w-full">
              {options.signIn.label}
            </SignInLink>
          )}
        </div>
      )}
      {message && (
        <p role="alert" className="mt-3 text-sm text-warn">
          {message}{' '}
          {isUnreachable && (
            <button type="button" className="underline underline-offset-4" onClick={ask}>
              {common.tryAgain}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
