'use client';

import type { Generation } from '@darkroom/protocol';
import { useEffect, useRef, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import type { FeedState } from '../../lib/feed/reducer.ts';
import { type Texts, texts } from '../../texts/use-texts.ts';
import { LiveText } from '../../ui/live-text.tsx';

function stateOf(generation: Generation, feed: FeedState, { errors, feed: words, room }: Texts): string | null {
  const place = feed.places[generation.id]?.place;
  switch (generation.status) {
    case 'queued':
      return place === undefined ? null : words.place(place);
    case 'developing':
      return room.developing;
    case 'finished':
      return room.finished;
    case 'failed':
      return room.failed(generation.error ? errors.explain(generation.error) : '');
    case 'cancelled':
      return room.cancelled;
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
          const now = stateOf(generation, feed, texts());
          const before = said.current.get(generation.id);
          if (now === null || now === before) continue;
          said.current.set(generation.id, now);
          // What had ended before this page was opened is no news.
          if (before !== undefined || generation.status === 'queued')
            setText(texts().room.news(now, generation.prompt.slice(0, 80)));
        }
      }),
    [],
  );
  return <LiveText text={text} />;
}
