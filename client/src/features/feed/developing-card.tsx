'use client';

import type { Generation } from '@darkroom/protocol';
import { useFeed } from '../../lib/connection.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { CancelButton, useMayAct } from './actions.tsx';
import { Author } from './author.tsx';
import { abreast, Places } from './places.tsx';
import { StopVoteButton, StopVotes } from './stop-vote.tsx';

/** The least and the most that a picture's shape may stretch its card. */
const shapeOf = ({ width, height }: Generation) => Math.min(1.75, Math.max(0.75, width / height));

/** One prompt in the tray: its pictures side by side, each sharpening with its steps, over a thin red line. */
export function DevelopingCard({ generation }: { generation: Generation }) {
  const { feed } = useTexts();
  const progress = useFeed((state) => state.progress[generation.id]);
  const mayAct = useMayAct(generation);
  const isFinished = generation.status === 'finished';
  const done = isFinished ? 1 : progress ? progress.step / progress.steps : 0;
  const index = progress?.index ?? generation.pictures.length;
  const columns = abreast(generation.count);
  const shape = (shapeOf(generation) * columns) / Math.ceil(generation.count / columns);
  return (
    <article
      aria-label={generation.prompt}
      className="group relative flex w-fit shrink-0 animate-appear flex-col"
      aria-busy={!isFinished}
    >
      <div className="relative h-44 md:h-64" style={{ aspectRatio: shape }}>
        <Places generation={generation} progress={progress} />
        {!isFinished &&
          (mayAct ? (
            <CancelButton generation={generation} isOverPicture />
          ) : (
            <StopVoteButton generation={generation} isOverPicture />
          ))}
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
        {!isFinished && <StopVotes generation={generation} />}
      </div>
    </article>
  );
}
