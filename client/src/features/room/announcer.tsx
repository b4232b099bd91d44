'use client';

import type { Generation } from '@darkroom/protocol';
import { useEffect, useRef, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { type Texts, texts } from '../../texts/use-texts.ts';
import { LiveTexts } from '../../ui/live-text.tsx';
import { type News, newsOf } from './news.ts';

function wordsOf(news: News, generation: Generation, { errors, feed, room }: Texts): string {
  switch (news.kind) {
    case 'place':
      return feed.place(news.place);
    case 'failed':
      return room.failed(generation.error ? errors.explain(generation.error) : '');
    default:
      return room[news.kind];
  }
}

/** The rest has been read out long since. */
const KEPT = 5;

/** Tells who cannot see the page how my own prompts fare. */
export function Announcer() {
  const [said, setSaid] = useState<{ id: number; text: string }[]>([]);
  const told = useRef(new Map<string, News>());
  const nextId = useRef(0);
  useEffect(
    () =>
      useFeed.subscribe((feed) => {
        for (const generation of Object.values(feed.generations)) {
          if (generation.author.id !== feed.you?.id) continue;
          const { id, status } = generation;
          const before = told.current.get(id);
          const now = { place: feed.places[id]?.place, progress: feed.progress[id], nowMs: Date.now() };
          const news = newsOf(before, generation, now);
          if (!news) continue;
          told.current.set(id, news);
          // What had ended before this page was opened is no news.
          if (!before && status !== 'queued' && status !== 'developing') continue;
          const text = texts().room.news(wordsOf(news, generation, texts()), generation.prompt.slice(0, 80));
          const entry = { id: nextId.current++, text };
          setSaid((all) => [...all, entry].slice(-KEPT));
        }
      }),
    [],
  );
  return <LiveTexts texts={said} />;
}
