'use client';

import { useEffect, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** A rejoin takes a blink: only what lasts is worth a sign. */
const PATIENCE_MS = 1_200;

/** Quiet, and always in the same place: a slim bar under the header, no higher than what the page leaves free there. */
export function ConnectionSign() {
  const { room } = useTexts();
  const isAway = useFeed((feed) => feed.status !== 'live');
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(isAway), isAway ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [isAway]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-[calc(3.5rem+1px)] z-30">
      {isShown && (
        <p className="flex h-5 animate-appear items-center justify-center gap-2 border-line border-b bg-raised px-4 text-xs">
          <span aria-hidden className="size-2 rounded-full bg-warn" />
          {room.notConnected}
        </p>
      )}
    </div>
  );
}
