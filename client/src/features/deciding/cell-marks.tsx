'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { keyOf } from '../../lib/gallery/merge.ts';
import { useMarks } from '../../lib/marks/store.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { PinIcon } from '../../ui/icons.tsx';
import { KINDS, REACTION_ICONS, StarIcon } from './icons.tsx';

const signStyles = 'flex size-6 items-center justify-center rounded-full bg-ground/75';

/** On a cell of the sheet: pin and favourite always, reactions while it is hovered or focused, or where nothing can hover. */
export function CellMarks({ item }: { item: GalleryItem }) {
  const { reactions, mine, pinnedAt, isFavourite } = useMarks(keyOf(item));
  const { deciding } = useAllTexts();
  return (
    <>
      {reactions.length > 0 && (
        <span className="absolute top-1.5 left-1.5 flex max-w-[calc(100%-4.5rem)] flex-wrap gap-1 opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 [@media(hover:none)]:opacity-100">
          {KINDS.flatMap((kind) => {
            const count = reactions.find((each) => each.kind === kind)?.count;
            if (!count) return [];
            const Icon = REACTION_ICONS[kind];
            return (
              <span
                key={kind}
                title={deciding.counted(deciding.kinds[kind], count)}
                className={`figures flex h-6 items-center gap-1 rounded-full bg-ground/75 px-1.5 text-xs ${mine.includes(kind) ? 'text-safelight' : ''}`}
              >
                <Icon width={14} height={14} />
                {count}
              </span>
            );
          })}
        </span>
      )}
      {(pinnedAt || isFavourite) && (
        <span className="absolute top-1.5 right-1.5 flex gap-1">
          {pinnedAt && (
            <span data-mark="pinned" title={deciding.pinned} className={signStyles}>
              <PinIcon width={14} height={14} fill="currentColor" />
            </span>
          )}
          {isFavourite && (
            <span data-mark="favourite" title={deciding.favourite} className={`${signStyles} text-safelight`}>
              <StarIcon width={14} height={14} fill="currentColor" />
            </span>
          )}
        </span>
      )}
    </>
  );
}
