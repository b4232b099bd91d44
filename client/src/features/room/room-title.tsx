'use client';

import { useEffect } from 'react';
import { useFeed } from '../../lib/connection.ts';
import type { FeedState } from '../../lib/feed/reducer.ts';

/** "14/28 · room name" while something of mine develops, else of anybody's. */
function titleOf({ room, you, progress, generations }: FeedState): string {
  const name = room?.name ?? 'Darkroom';
  const shown = Object.entries(progress);
  const [, step] = shown.find(([id]) => generations[id]?.author.id === you?.id) ?? shown[0] ?? [];
  return step ? `${step.step}/${step.steps} · ${name}` : name;
}

export function RoomTitle() {
  const title = useFeed(titleOf);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
