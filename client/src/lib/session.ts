/** Who this browser is. `undefined`: not asked yet; `null`: nobody yet. */
import type { DepartureRequest, Me, User } from '@darkroom/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, api } from './api.ts';
import { type SignInFailure, signInOptions, takeSignInFailure } from './sign-in.ts';
import { forgetForGood, forgetStored } from './storage.ts';

export type Session = {
  user: User | null | undefined;
  isGuest: boolean;
  enter: (name: string) => Promise<void>;
  rename: (name: string) => Promise<void>;
  signOut: (scope: 'here' | 'everywhere') => Promise<void>;
  /** Deletes this person, everywhere and for good. */
  depart: (request: DepartureRequest) => Promise<void>;
  /** The server did not say who this browser is. */
  isUnreachable: boolean;
  /** Why one came back from the issuer as who one was. */
  signInFailure: SignInFailure | null;
  ask: () => void;
};

const isNobody = (error: unknown) => error instanceof ApiError && error.code === 'unauthenticated';

export function useSession(): Session {
  const [me, setMe] = useState<Me | null>();
  const [isUnreachable, setUnreachable] = useState(false);
  const [signInFailure, setSignInFailure] = useState<SignInFailure | null>(null);
  const current = useRef<Me | null>(undefined);
  current.current = me;
  const isLeaving = useRef(false);

  const take = useCallback(async (found: Me | null) => {
    const before = current.current;
    // The connection is closed before the answer to the sign-out is here; the page goes elsewhere then.
    if (isLeaving.current) return;
    // Somebody else now, or nobody, by another tab or browser: all that this page holds of a person goes with it.
    if (before && before.user.id !== found?.user.id) {
      if (!found) forgetForGood();
      return location.reload();
    }
    if (!found) {
      forgetStored();
      // Known before the door is drawn, so that nothing on it moves.
      await signInOptions();
    }
    setMe(found);
  }, []);

  const look = useCallback(
    () =>
      api.session().then(take, (error: unknown) => {
        if (!isNobody(error)) throw error;
        return take(null);
      }),
    [take],
  );

  const ask = useCallback(() => {
    setUnreachable(false);
    look().catch(() => setUnreachable(true));
  }, [look]);
  useEffect(ask, [ask]);

  useEffect(() => {
    const failed = takeSignInFailure();
    if (failed) setSignInFailure(failed);
  }, []);

  // A page that nobody looked at for a while may be another person's by now.
  useEffect(() => {
    const lookAgain = () => {
      if (document.visibilityState === 'visible' && current.current) look().catch(() => {});
    };
    document.addEventListener('visibilitychange', lookAgain);
    return () => document.removeEventListener('visibilitychange', lookAgain);
  }, [look]);

  const enter = useCallback(async (name: string) => setMe(await api.enter(name)), []);
  const rename = useCallback(async (name: string) => {
    const user = await api.rename(name);
    setMe((known) => known && { ...known, user });
  }, []);
  /** Nobody is left here whatever the answer says, unless it says that they still are. */
  const leave = useCallback(async (going: Promise<unknown>) => {
    isLeaving.current = true;
    await going.catch((error: unknown) => {
      if (isNobody(error)) return;
      isLeaving.current = false;
      throw error;
    });
    forgetForGood();
    location.assign('/');
  }, []);
  const signOut = useCallback(
    (scope: 'here' | 'everywhere') => leave(scope === 'here' ? api.signOut() : api.signOutEverywhere()),
    [leave],
  );
  const depart = useCallback((request: DepartureRequest) => leave(api.depart(request)), [leave]);
  const user = me === null ? null : me?.user;
  return { user, isGuest: me?.isGuest ?? true, enter, rename, signOut, depart, isUnreachable, signInFailure, ask };
}
