/** Coming in by way of an issuer: what is offered here, where the way begins, and what went wrong on it. */
import type { SignInOptions } from '@darkroom/protocol';
import { useEffect, useState } from 'react';
import { api } from './api.ts';

/** Where it cannot be asked, the form of a guest is the one thing that may work. */
const UNKNOWN: SignInOptions = { guests: true, signIn: null };

let asked: Promise<SignInOptions> | null = null;

/** The same for everybody here: asked once a page. */
export function signInOptions(): Promise<SignInOptions> {
  asked ??= api.signInOptions().catch(() => {
    asked = null;
    return UNKNOWN;
  });
  return asked;
}

/** Null until they are known. */
export function useSignInOptions(): SignInOptions | null {
  const [options, setOptions] = useState<SignInOptions | null>(null);
  useEffect(() => {
    let isGone = false;
    void signInOptions().then((found) => {
      if (!isGone) setOptions(found);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return options;
}

/** A plain address, not one of our pages: it leads to the issuer, and from there back to this page. */
export const signInAddress = () => `/api/sign-in?${new URLSearchParams({ to: location.pathname + location.search })}`;

/** Which text says it. */
export type SignInFailure = 'signInDeclined' | 'signInFailed';

/** Why the sign-in from which one just came back did not succeed. It leaves the address, so that a reload says nothing any more. */
export function takeSignInFailure(): SignInFailure | null {
  const address = new URL(location.href);
  const code = address.searchParams.get('sign-in');
  if (code === null) return null;
  address.searchParams.delete('sign-in');
  history.replaceState(history.state, '', address);
  return code === 'sign_in_refused' ? 'signInDeclined' : 'signInFailed';
}
