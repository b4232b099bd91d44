'use client';

import { MOST_COUNTED } from '../../lib/gallery/limits.ts';
import { useGallery } from '../../lib/gallery/store.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { clearFilter } from './filter-route.ts';

/** How much a search or a filter found, and what it looked for instead of what was mistyped. Also said aloud, without hurry. */
export function Findings() {
  const { gallery } = useAllTexts();
  const { found, meant, isSwitching } = useGallery();
  const count = found === null ? '' : found > MOST_COUNTED ? gallery.moreThan(MOST_COUNTED) : gallery.pictures(found);
  const instead = meant?.map(({ typed, words }) => gallery.instead(typed, words)).join(' ');
  return (
    <div role="status" aria-live="polite">
      {found !== null && !isSwitching && (
        <p className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
          <span className="text-pretty">
            {instead && <bdi>{instead} </bdi>}
            {found === 0 ? gallery.nothingMatches : count}
          </span>
          <button
            type="button"
            className="min-h-11 text-text underline decoration-line underline-offset-4 hover:decoration-text md:min-h-6"
            onClick={clearFilter}
          >
            {gallery.showAll}
          </button>
        </p>
      )}
    </div>
  );
}
