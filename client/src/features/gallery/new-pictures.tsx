'use client';

import { plural } from '../../lib/format.ts';
import { release, useGallery } from '../../lib/gallery/store.ts';
import { Button } from '../../ui/button.tsx';
import { ArrowUpIcon } from '../../ui/icons.tsx';

/** Further down the sheet nothing may move: what came meanwhile waits behind this button. */
export function NewPictures() {
  const count = useGallery((gallery) => gallery.held.length);
  if (count === 0) return null;
  function show() {
    release();
    document.getElementById('sheet')?.scrollIntoView({ block: 'start' });
  }
  return (
    <div className="pointer-events-none fixed inset-x-0 top-16 z-20 flex justify-center">
      <Button
        size="small"
        className="pointer-events-auto animate-appear rounded-full bg-raised md:h-9 md:px-4"
        onClick={show}
      >
        <ArrowUpIcon width={15} height={15} />
        {plural(count, 'new picture')}
      </Button>
    </div>
  );
}
