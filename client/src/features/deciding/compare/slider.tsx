'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useRef, useState } from 'react';
import { originalUrl, thumbnailUrl } from '../../../lib/api.ts';
import { fittedSize, isSmall, type Size } from '../../../lib/scale.ts';
import { useSize } from '../../../lib/use-size.ts';
import { useAllTexts } from '../../../texts/all-texts.ts';
import { cn } from '../../../ui/cn.ts';

/**
 * Both pictures in one place and at one scale; the line between them is dragged, tapped, or moved with the arrow keys. It is a range
 * input as wide as the pictures: the browser knows how fingers, keys and screen readers move it.
 */
export function Slider({ first, second }: { first: GalleryItem; second: GalleryItem }) {
  const stage = useRef<HTMLDivElement>(null);
  const place = useSize(stage);
  const [percent, setPercent] = useState(50);
  const { deciding } = useAllTexts();
  const frame: Size = {
    width: Math.max(first.picture.width, second.picture.width),
    height: Math.max(first.picture.height, second.picture.height),
  };
  const shown = fittedSize(frame, place, typeof window === 'undefined' ? 1 : devicePixelRatio);
  const scale = shown.width / frame.width;
  return (
    <div ref={stage} className="flex h-[var(--stage-height)] items-center justify-center px-4">
      {place.width > 0 && (
        <div className="relative" style={shown}>
          <Layer item={first} scale={scale} clipPath={`inset(0 ${100 - percent}% 0 0)`} />
          <Layer item={second} scale={scale} clipPath={`inset(0 0 0 ${percent}%)`} />
          <input
            type="range"
            min={0}
            max={100}
            value={percent}
            onChange={(event) => setPercent(Number(event.currentTarget.value))}
            aria-label={deciding.slider}
            aria-valuetext={deciding.sliderValue(percent)}
            className="peer absolute inset-0 z-10 size-full cursor-ew-resize touch-pan-y appearance-none bg-transparent opacity-0"
          />
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-text/80 peer-focus-visible:bg-safelight"
            style={{ left: `${percent}%` }}
          />
          <span
            aria-hidden
            className="-translate-x-1/2 -translate-y-1/2 pointer-events-none absolute top-1/2 flex size-9 items-center justify-center rounded-full border border-text/80 bg-black/70 text-text peer-focus-visible:border-safelight peer-focus-visible:outline-2 peer-focus-visible:outline-safelight peer-focus-visible:outline-offset-2"
            style={{ left: `${percent}%` }}
          >
            ‹ ›
          </span>
        </div>
      )}
    </div>
  );
}

/** One of the two, in the middle of the common place. */
const Layer = ({ item, scale, clipPath }: { item: GalleryItem; scale: number; clipPath: string }) => (
  <span className="absolute inset-0 flex items-center justify-center" style={{ clipPath }}>
    <img
      src={originalUrl(item.generation.id, item.picture.index)}
      alt={item.generation.prompt}
      draggable={false}
      style={{
        width: item.picture.width * scale,
        height: item.picture.height * scale,
        backgroundImage: `url(${thumbnailUrl(item.generation.id, item.picture.index)})`,
      }}
      className={cn('max-w-none bg-cover', isSmall(item.picture) && '[image-rendering:pixelated]')}
    />
  </span>
);
