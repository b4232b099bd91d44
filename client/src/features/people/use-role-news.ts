import { useEffect } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { texts } from '../../texts/use-texts.ts';
import { toast } from '../../ui/toast.tsx';

/** Says what one has become, whoever changed it: the page looks different from one moment to the next. */
export function useRoleNews(): void {
  useEffect(
    () =>
      useFeed.subscribe(({ you }, { you: before }) => {
        if (you && before && you.role !== before.role) toast(texts().people.youAre[you.role]);
      }),
    [],
  );
}
