'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useEffect } from 'react';
import { thumbnailUrl } from '../../../lib/api.ts';
import { isWhole, keyOf } from '../../../lib/gallery/merge.ts';
import { loadMore, look, useGallery } from '../../../lib/gallery/store.ts';
import { useAllTexts } from '../../../texts/all-texts.ts';
import { Button } from '../../../ui/button.tsx';
import { usePictures } from './use-pictures.ts';

type OtherPictureProps = { first: GalleryItem; onChoose: (key: string) => void };

/** The pictures that one was made from. */
function originsOf({ generation: { parent, source } }: GalleryItem): string[] {
  const refs = [parent, source?.kind === 'picture' ? source : null].filter((ref) => ref !== null);
  return [...new Set(refs.map(({ generationId, index }) => `${generationId}-${index}`))];
}

/** Which picture to compare with: what it came from first, then those of the same prompt, then the room's, newest first. */
export function OtherPicture({ first, onChoose }: OtherPictureProps) {
  const { items, cursor, isLoading } = useGallery();
  const { building, deciding } = useAllTexts();
  const origins = usePictures(originsOf(first)).filter((item) => item !== null && item !== undefined);
  useEffect(() => look(0, items.length - 1), [items.length]);
  const chosen = new Set([first, ...origins].map(keyOf));
  const others = items.filter(isWhole).filter((item) => !chosen.has(keyOf(item)));
  const isKin = ({ generation }: GalleryItem) =>
    generation.id === first.generation.id || generation.prompt === first.generation.prompt;
  const kin = others.filter(isKin);
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 pb-10 md:px-6">
      <div className="flex items-center gap-4">
        <img
          src={thumbnailUrl(first.generation.id, first.picture.index)}
          alt=""
          className="size-20 shrink-0 rounded-picture object-cover"
        />
        <p dir="auto" className="line-clamp-3 text-base">
          {first.generation.prompt}
        </p>
      </div>
      {origins.length > 0 && <Choice title={building.madeFrom} items={origins} onChoose={onChoose} />}
      {others.length + origins.length === 0 && <p className="text-muted text-sm">{deciding.noOther}</p>}
      {kin.length > 0 && <Choice title={deciding.samePrompt} items={kin} onChoose={onChoose} />}
      {others.length > kin.length && (
        <Choice title={deciding.ofTheRoom} items={others.filter((item) => !isKin(item))} onChoose={onChoose} />
      )}
      {cursor !== null && (
        <Button className="self-start" disabled={isLoading} onClick={() => loadMore()}>
          {deciding.more}
        </Button>
      )}
    </div>
  );
}

type ChoiceProps = { title: string; items: GalleryItem[]; onChoose: (key: string) => void };

const Choice = ({ title, items, onChoose }: ChoiceProps) => (
  <section aria-label={title}>
    <h3 className="eyebrow mb-2">{title}</h3>
    <div className="grid grid-cols-3 gap-1 sm:grid-cols-5 lg:grid-cols-8">
      {items.map(({ generation, picture }) => (
        <button
          key={keyOf({ generation, picture })}
          type="button"
          aria-label={generation.prompt}
          title={generation.prompt}
          onClick={() => onChoose(keyOf({ generation, picture }))}
          className="sheet aspect-square overflow-hidden focus-visible:z-10"
        >
          <img
            src={thumbnailUrl(generation.id, picture.index)}
            alt=""
            loading="lazy"
            decoding="async"
            className="size-full object-cover"
          />
        </button>
      ))}
    </div>
  </section>
);
