'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useState } from 'react';
import { thumbnailUrl } from '../../lib/api.ts';
import { keyOf } from '../../lib/gallery/merge.ts';
import { isFresh } from '../../lib/gallery/store.ts';
import { cn } from '../../ui/cn.ts';
import { placeholderUrl } from './placeholder.ts';

type CellProps = { item: GalleryItem; width: number; height: number; onOpen: (key: string) => void };

/** One picture of the sheet: its blurred likeness first, then itself. Hover or focus says what it is and whose. */
export function Cell({ item, width, height, onOpen }: CellProps) {
  const { generation, picture } = item;
  const key = keyOf(item);
  const [isLoaded, setLoaded] = useState(false);
  const [isNew] = useState(() => isFresh(key));
  return (
    <button
      type="button"
      data-picture={key}
      aria-label={generation.prompt}
      onClick={() => onOpen(key)}
      className={cn(
        'group sheet relative block shrink-0 overflow-hidden bg-cover focus-visible:z-10',
        isNew && 'animate-rise',
      )}
      style={{ width, height, backgroundImage: `url(${placeholderUrl(picture.placeholder) ?? ''})` }}
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
        <bdi className="mt-0.5 block truncate text-muted text-xs">{generation.author.name}</bdi>
      </span>
    </button>
  );
}
