'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useEffect, useRef, useState } from 'react';
import { thumbnailUrl } from '../../lib/api.ts';
import { keyOf } from '../../lib/gallery/merge.ts';
import { isFresh } from '../../lib/gallery/store.ts';
import { usePictureSlots } from '../../lib/picture-slots.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { cn } from '../../ui/cn.ts';
import { placeholderUrl } from './placeholder.ts';

type Place = { left: number; top: number; width: number; height: number };
type CellProps = { item: GalleryItem; place: Place; onOpen: (key: string) => void };

/** One picture of the sheet: its blurred likeness first, then itself. Hover or focus says what it is and whose. */
export function Cell({ item, place, onOpen }: CellProps) {
  const { sharing } = useTexts();
  const { generation, picture } = item;
  const key = keyOf(item);
  const { onCell: OnCell } = usePictureSlots();
  const [isLoaded, setLoaded] = useState(false);
  const isGliding = useGliding(place);
  const [isNew] = useState(() => isFresh(key));
  return (
    <button
      type="button"
      data-picture={key}
      aria-label={generation.prompt}
      onClick={() => onOpen(key)}
      className={cn(
        'group sheet absolute top-0 left-0 block overflow-hidden bg-cover focus-visible:z-10',
        isNew && 'animate-appear',
        isGliding && 'transition-transform duration-200',
      )}
      style={{
        width: place.width,
        height: place.height,
        transform: `translate(${place.left}px, ${place.top}px)`,
        backgroundImage: `url(${placeholderUrl(picture.placeholder) ?? ''})`,
      }}
    >
      <img
        src={thumbnailUrl(generation.id, picture.index)}
        alt=""
        width={picture.width}
        height={picture.height}
        decoding="async"
        ref={(image) => {
          if (image?.complete && image.naturalWidth > 0) setLoaded(true);
        }}
        onLoad={() => setLoaded(true)}
        className={cn('absolute inset-0 size-full object-cover transition-opacity', !isLoaded && 'opacity-0')}
      />
      <span className="absolute inset-x-0 bottom-0 bg-linear-to-t from-ground via-ground/80 to-transparent px-2.5 pt-8 pb-2 text-left text-sm opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
        <span dir="auto" className="line-clamp-2 leading-snug">
          {generation.prompt}
        </span>
        <bdi className="mt-0.5 block truncate text-muted text-xs">
          {generation.author.name || sharing.someoneWhoLeft}
        </bdi>
      </span>
      <OnCell item={item} />
    </button>
  );
}

/** Within its row a picture glides aside; one that goes to the next row's start would fly across all the others, so it is just there. */
function useGliding({ top, height }: Place): boolean {
  const before = useRef({ top, height });
  const isSameRow = Math.abs(before.current.top - top) < height / 2;
  useEffect(() => {
    before.current = { top, height };
  }, [top, height]);
  return isSameRow;
}
