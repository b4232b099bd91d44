'use client';

import { originalUrl, thumbnailUrl, uploadThumbnailUrl, uploadUrl } from '../../lib/api.ts';
import { percent } from '../../lib/format.ts';
import { clearOrigin, type Origin, setOrigin, useOrigin } from '../../lib/origin.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CloseIcon } from '../../ui/icons.tsx';

/** Above the prompt: what the next picture is made from, how far from it it may go, and how to leave it. */
export function OriginPanel() {
  const { parent, source, strength } = useOrigin();
  const { building } = useAllTexts();
  const shown = pictureOf({ parent, source });
  if (!shown) return null;
  return (
    <fieldset
      aria-label={source ? building.startsFrom : building.goesBackTo}
      className="mx-auto flex max-w-[100rem] animate-rise items-center gap-3 px-4 pt-3 md:px-8"
    >
      <a href={shown.original} target="_blank" rel="noreferrer" className="shrink-0" aria-label={building.openIt}>
        <img src={shown.thumbnail} alt="" className="size-12 rounded-picture bg-raised object-cover" />
      </a>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-5 gap-y-1 text-sm">
        <span className="text-muted">{source ? building.startsFrom : building.goesBackTo}</span>
        {source && (
          <label className="flex min-h-11 flex-1 items-center gap-3 md:max-w-96">
            <span className="shrink-0">{building.strength}</span>
            <input
              type="range"
              min={0.1}
              max={1}
              step={0.05}
              value={strength}
              aria-label={building.strength}
              aria-valuetext={`${percent(strength)}, ${building.strengthNow(strength)}`}
              onChange={(event) => setOrigin({ strength: Number(event.target.value) })}
              className="h-11 min-w-24 flex-1 accent-text md:h-8"
            />
            <span className="figures w-24 shrink-0 text-xs">
              {percent(strength)} <span className="text-muted">{building.strengthNow(strength)}</span>
            </span>
          </label>
        )}
      </div>
      <Button kind="quiet" size="icon" aria-label={building.takeOff} title={building.takeOff} onClick={clearOrigin}>
        <CloseIcon />
      </Button>
    </fieldset>
  );
}

function pictureOf({ parent, source }: Pick<Origin, 'parent' | 'source'>) {
  if (source?.kind === 'upload') {
    return { thumbnail: uploadThumbnailUrl(source.uploadId), original: uploadUrl(source.uploadId) };
  }
  const ref = source ?? parent;
  if (!ref) return null;
  const { generationId, index } = ref;
  return { thumbnail: thumbnailUrl(generationId, index), original: originalUrl(generationId, index) };
}
