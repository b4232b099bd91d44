'use client';

import type { GalleryItem } from '@darkroom/protocol';
import type { ReactNode } from 'react';
import { openInAddress } from '../../lib/address.ts';
import { ApiError } from '../../lib/api.ts';
import { command } from '../../lib/connection.ts';
import { keyOf } from '../../lib/gallery/merge.ts';
import { favour, pinOne, useMarks } from '../../lib/marks/store.ts';
import { allTexts, useAllTexts } from '../../texts/all-texts.ts';
import { texts } from '../../texts/use-texts.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { PinIcon } from '../../ui/icons.tsx';
import { toast } from '../../ui/toast.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { CompareIcon, ShowIcon, StarIcon } from './icons.tsx';
import { Reactions } from './reactions.tsx';
import { useMayDecide } from './use-may-decide.ts';

/** What the room, and oneself, think of the open picture. */
export function PictureDecisions({ item }: { item: GalleryItem }) {
  const key = keyOf(item);
  const { isFavourite, pinnedAt } = useMarks(key);
  const mayDecide = useMayDecide();
  const { deciding } = useAllTexts();
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <Reactions pictureKey={key} />
      <div className="flex gap-1.5">
        <Decision
          label={deciding.favourite}
          hint={deciding.favouriteHint}
          aria-pressed={isFavourite}
          kind={isFavourite ? 'lit' : 'quiet'}
          onClick={() => favour(key, !isFavourite)}
        >
          <StarIcon fill={isFavourite ? 'currentColor' : 'none'} />
        </Decision>
        {mayDecide && (
          <>
            <Decision
              label={deciding.pin}
              hint={pinnedAt ? deciding.unpinHint : deciding.pinHint}
              aria-pressed={pinnedAt !== null}
              kind={pinnedAt ? 'bright' : 'quiet'}
              onClick={() => pinOne(key, pinnedAt === null)}
            >
              <PinIcon fill={pinnedAt ? 'currentColor' : 'none'} />
            </Decision>
            <Decision label={deciding.show} hint={deciding.showHint} onClick={() => show(item)}>
              <ShowIcon />
            </Decision>
          </>
        )}
        <Decision
          label={deciding.compare}
          hint={deciding.compare}
          onClick={() => openInAddress({ picture: null, compare: `${key}~` })}
        >
          <CompareIcon />
        </Decision>
      </div>
    </div>
  );
}

type DecisionProps = ButtonProps & { label: string; hint: string; children: ReactNode };

const Decision = ({ label, hint, children, ...rest }: DecisionProps) => (
  <Tooltip text={hint}>
    <Button kind="quiet" size="icon36" aria-label={label} {...rest}>
      {children}
    </Button>
  </Tooltip>
);

/** "Look at this": the others get an offer. */
async function show({ generation, picture }: GalleryItem): Promise<void> {
  const { id, roomId } = generation;
  try {
    await command('picture:show', { roomId, generationId: id, index: picture.index });
    toast(allTexts().deciding.shown);
  } catch (error) {
    toast(error instanceof ApiError ? error.message : texts().common.didNotWork);
  }
}
