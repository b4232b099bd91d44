'use client';

import type { Generation } from '@darkroom/protocol';
import { useEffect, useRef, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import type { FeedState } from '../../lib/feed/reducer.ts';
import { ordinal } from '../../lib/format.ts';
import { LiveText } from '../../ui/live-text.tsx';

function stateOf(generation: Generation, feed: FeedState): string | null {
  const place = feed.places[generation.id]?.place;
  switch (generation.status) {
    case 'queued':
      return place === undefined ? null : `${ordinal(place)} in line`;
    case 'developing':
      return 'Developing';
    case 'finished':
      return 'Finished';
    case 'failed':
      return `Failed. ${generation.error?.message ?? ''}`;
    case 'cancelled':
      return 'Cancelled';
  }
}

/** Tells who cannot see the page how my own prompts fare: places and ends, not each step. */
export function Announcer() {
  const [text, setText] = useState('');
  const said = useRef(new Map<string, string>());
  useEffect(
    () =>
      useFeed.subscribe((feed) => {
        for (const generation of Object.values(feed.generations)) {
          if (generation.author.id !== feed.you?.id) continue;
          const now = stateOf(generation, feed);
          const before = said.current.get(generation.id);
          if (now === null || now === before) continue;
          said.current.set(generation.id, now);
          // What had ended before this page was opened is no news.
          if (before !== undefined || generation.status === 'queued')
            setText(`${now}: ${generation.prompt.slice(0, 80)}`);
        }
      }),
    [],
  );
  return <LiveText text={text} />;
}
