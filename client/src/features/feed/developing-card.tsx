'use client';

import type { Generation } from '@darkroom/protocol';
import { thumbnailUrl } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { CancelButton, useMayAct } from './actions.tsx';
import { Author } from './author.tsx';
import { DevelopingImage } from './developing-image.tsx';

/** The least and the most that a picture's shape may stretch its card. */
const shapeOf = ({ width, height }: Generation) => Math.min(1.75, Math.max(0.75, width / height));

/** One picture in the tray: it sharpens with its steps, under a thin red line. */
export function DevelopingCard({ generation }: { generation: Generation }) {
  const { feed } = useTexts();
  const progress = useFeed((state) => state.progress[generation.id]);
  const mayAct = useMayAct(generation);
  const isFinished = generation.status === 'finished';
  const done = isFinished ? 1 : progress ? progress.step / progress.steps : 0;
  const index = progress?.index ?? generation.pictures.length;
  const last = generation.pictures.at(-1);
  return (
    <article
      aria-label={generation.prompt}
      className="group relative flex w-fit shrink-0 animate-appear flex-col"
      aria-busy={!isFinished}
    >
      <div className="sheet relative h-44 overflow-hidden md:h-64" style={{ aspectRatio: shapeOf(generation) }}>
        <DevelopingImage
          preview={progress?.preview ?? null}
          softness={1 - done}
          finishedUrl={isFinished && last ? thumbnailUrl(generation.id, last.index) : null}
        />
        {mayAct && !isFinished && (
          <CancelButton
            generation={generation}
            className="absolute top-1.5 right-1.5 bg-ground/75 text-text enabled:hover:bg-ground"
          />
        )}
      </div>
      <div aria-hidden className="h-0.5 bg-line">
        <div
          className="h-full origin-left bg-safelight transition-transform duration-200"
          style={{ transform: `scaleX(${done})` }}
        />
      </div>
      {/* As wide as the picture, whatever the words are. */}
      <div className="mt-2 w-0 min-w-full">
        <p dir="auto" className="truncate text-sm leading-5 md:text-base md:leading-6">
          {generation.prompt}
        </p>
        <p className="figures mt-0.5 truncate text-muted text-xs">
          {isFinished ? feed.finished : progress ? feed.developingStep(progress.step, progress.steps) : feed.developing}
        </p>
        <p className="figures flex gap-3 whitespace-nowrap text-muted text-xs">
          <Author generation={generation} />
          {generation.count > 1 && !isFinished && (
            <span>{feed.pictureOf(Math.min(index + 1, generation.count), generation.count)}</span>
          )}
        </p>
      </div>
    </article>
  );
}
