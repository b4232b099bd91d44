'use client';

import { useEffect } from 'react';
import { useTexts } from '../../texts/use-texts.ts';

/** Where others have the box to write in: a viewer's page says why there is none. */
export function LookingOn() {
  const { people } = useTexts();
  useEffect(() => document.documentElement.style.setProperty('--dock-height', '3.5rem'), []);
  return (
    <section
      aria-label={people.lookingOn}
      className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <p className="flex min-h-14 items-center justify-center gap-2 px-4 text-center text-sm">
        {people.lookingOn} <span className="text-muted">{people.lookingOnHint}</span>
      </p>
    </section>
  );
}
