'use client';

import { useEffect, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';

/** A rejoin takes a blink: only what lasts is worth a sign. */
const PATIENCE_MS = 1_200;

/** Quiet, and always in the same place. It floats over the page's top edge, so that nothing moves when it comes. */
export function ConnectionSign() {
  const isAway = useFeed((feed) => feed.status !== 'live');
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(isAway), isAway ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [isAway]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-16 z-30 flex justify-center px-4">
      {isShown && (
        <p className="flex animate-appear items-center gap-2.5 rounded-full border border-line bg-raised px-4 py-1.5 text-sm">
          <span aria-hidden className="size-2 rounded-full bg-warn" />
          Not connected. Everything you type is kept.
        </p>
      )}
    </div>
  );
}
