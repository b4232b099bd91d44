'use client';

import { useFeed } from '../../lib/connection.ts';
import { focusPrompt, setPrompt, useDraft } from '../../lib/draft.ts';
import { ideasFor } from '../../lib/ideas.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';

/** Nothing was made here yet: one prompt to begin with, then the link for the others. */
export function EmptyRoom({ onInvite }: { onInvite: () => void }) {
  const { gallery } = useAllTexts();
  const name = useDraft((draft) => draft.settings.model);
  const model = useFeed((feed) => feed.models.find((candidate) => candidate.name === name));
  const [idea] = ideasFor(model?.words ?? []);
  const isLookingOn = useFeed((feed) => feed.you?.role === 'viewer');
  if (isLookingOn) return <p className="text-muted text-sm">{gallery.nothingToLookAt}</p>;
  return (
    <div className="flex flex-col items-start gap-5">
      <p className="max-w-md text-balance text-lg">{gallery.nothingYet}</p>
      {idea && (
        <Button
          lang="en"
          size={null}
          className="min-h-12 px-5 py-2.5 text-left text-base"
          onClick={() => {
            setPrompt(idea);
            focusPrompt();
          }}
        >
          {idea}
        </Button>
      )}
      <p className="text-muted text-sm">
        {gallery.betterTogether.before}
        <button
          type="button"
          className="min-h-11 text-text underline decoration-line underline-offset-4 hover:decoration-text md:min-h-6"
          onClick={onInvite}
        >
          {gallery.betterTogether.copyLink}
        </button>
        {gallery.betterTogether.after}
      </p>
      <Frames />
    </div>
  );
}

/** The sheet before anything is exposed on it. */
const Frames = () => (
  <div aria-hidden className="mt-3 grid w-full grid-cols-2 gap-1 md:grid-cols-5 lg:grid-cols-8">
    {[1, 2, 3, 4, 5, 6, 7, 8].map((frame) => (
      <span key={frame} className="relative aspect-square rounded-picture border border-line/60">
        <span className="absolute bottom-1 left-1.5 font-mono text-[0.625rem] text-line">{frame}</span>
      </span>
    ))}
  </div>
);
