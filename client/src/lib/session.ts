/** Who this browser is. `undefined`: not asked yet; `null`: no name given yet. */
import type { User } from '@darkroom/protocol';
import { useCallback, useEffect, useState } from 'react';
import { ApiError, api } from './api.ts';

export type Session = {
  user: User | null | undefined;
  enter: (name: string) => Promise<User>;
  failure: string | null;
  ask: () => void;
};

export function useSession(): Session {
  const [user, setUser] = useState<User | null>();
  const [failure, setFailure] = useState<string | null>(null);
  const ask = useCallback(() => {
    setFailure(null);
    api.session().then(setUser, (error: unknown) => {
      if (error instanceof ApiError && error.code === 'unauthenticated') setUser(null);
      else setFailure('The server does not answer. Nothing is lost; try again in a moment.');
    });
  }, []);
  useEffect(ask, [ask]);
  const enter = useCallback(async (name: string) => {
    const entered = await api.enter(name);
    setUser(entered);
    return entered;
  }, []);
  return { user, enter, failure, ask };
}
