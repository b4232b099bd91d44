'use client';

import { useEffect } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { titleOf } from './title.ts';

export function RoomTitle() {
  const { feed: words } = useTexts();
  const title = useFeed((feed) => titleOf(feed, words));
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
