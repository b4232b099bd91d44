'use client';

import { useFeed } from '../../lib/connection.ts';
import { release, useGallery } from '../../lib/gallery/store.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { ArrowUpIcon } from '../../ui/icons.tsx';

/** Further down the sheet nothing may move: what came meanwhile waits behind this button. */
export function NewPictures() {
  const { gallery } = useAllTexts();
  const count = useGallery(({ held }) => held.length);
  // The sign of a lost connection stands in the same place.
  const isAway = useFeed((feed) => feed.status !== 'live');
  if (count === 0) return null;
  function show() {
    release();
    document.getElementById('sheet')?.scrollIntoView({ block: 'start' });
  }
  return (
    <div className={cn('pointer-events-none fixed inset-x-0 z-20 flex justify-center', isAway ? 'top-28' : 'top-16')}>
      <Button
        kind="pill"
        size={null}
        className="pointer-events-auto h-11 animate-appear whitespace-nowrap px-3 text-sm md:h-9 md:px-4"
        onClick={show}
      >
        <ArrowUpIcon width={15} height={15} />
        {gallery.newPictures(count)}
      </Button>
    </div>
  );
}
