'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useRef, useState } from 'react';
import { originalUrl, thumbnailUrl } from '../../lib/api.ts';
import { fittedSize, isSmall, trueSize } from '../../lib/scale.ts';
import { useSize } from '../../lib/use-size.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';

/** The picture itself, fitted or at its true pixels. Its thumbnail stands in until the original is there. */
export function Stage({ item: { generation, picture } }: { item: GalleryItem }) {
  const { gallery } = useAllTexts();
  const stage = useRef<HTMLDivElement>(null);
  const place = useSize(stage);
  const [isTrue, setTrue] = useState(false);
  const [isFailed, setFailed] = useState(false);
  const pixelRatio = typeof window === 'undefined' ? 1 : devicePixelRatio;
  const size = isTrue ? trueSize(picture, pixelRatio) : fittedSize(picture, place, pixelRatio);
  return (
    <div ref={stage} className="relative h-[var(--stage-height)] overflow-auto max-md:mt-17">
      <div className="flex min-h-full w-max min-w-full items-center justify-center">
        {place.width > 0 && (
          <img
            src={originalUrl(generation.id, picture.index)}
            alt={generation.prompt}
            style={{
              width: size.width,
              height: size.height,
              backgroundImage: `url(${thumbnailUrl(generation.id, picture.index)})`,
            }}
            onError={() => setFailed(true)}
            className={cn('max-w-none bg-cover', isSmall(picture) && '[image-rendering:pixelated]')}
          />
        )}
      </div>
      {isFailed && (
        <p role="alert" className="absolute inset-x-0 bottom-4 text-center text-sm text-warn">
          {gallery.originalNotLoaded}
        </p>
      )}
      <Button
        kind="quiet"
        size="small"
        aria-pressed={isTrue}
        onClick={() => setTrue(!isTrue)}
        className="fixed top-3 left-3 z-10 bg-black/60 md:top-5 md:left-6"
      >
        {isTrue ? gallery.fitted : gallery.truePixels}
      </Button>
    </div>
  );
}
