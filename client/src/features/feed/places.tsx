'use client';

import type { Generation } from '@darkroom/protocol';
import { thumbnailUrl } from '../../lib/api.ts';
import type { ProgressView } from '../../lib/feed/reducer.ts';
import { DevelopingImage } from './developing-image.tsx';

/** How many of a generation's pictures stand beside each other: two, and four as two by two. */
export const abreast = (count: number) => (count > 1 ? 2 : 1);

type PlacesProps = { generation: Generation; progress: ProgressView | undefined };

/** Every picture of one prompt in a place of its own: those that are done, the one that develops, and empty sheets. */
export function Places({ generation, progress }: PlacesProps) {
  const current = progress?.index ?? generation.pictures.length;
  const softness = progress ? 1 - progress.step / progress.steps : 1;
  return (
    <div
      className="grid size-full gap-1"
      style={{ gridTemplateColumns: `repeat(${abreast(generation.count)}, minmax(0, 1fr))` }}
    >
      {Array.from({ length: generation.count }, (_, index) => {
        const isDone = generation.pictures.some((picture) => picture.index === index);
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture's place in its generation is its name.
            key={index}
            data-place={isDone ? 'done' : index === current ? 'developing' : 'empty'}
            className="sheet relative overflow-hidden"
          >
            <DevelopingImage
              preview={index === current ? (progress?.preview ?? null) : null}
              softness={softness}
              finishedUrl={isDone ? thumbnailUrl(generation.id, index) : null}
            />
          </div>
        );
      })}
    </div>
  );
}
