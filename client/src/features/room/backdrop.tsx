import type { GalleryItem } from '@darkroom/protocol';
import { thumbnailUrl } from '../../lib/api.ts';

const FRAMES = Array.from({ length: 60 }, (_, frame) => frame);

/**
 * A contact sheet behind the first page: the pictures of a room that I was in, or frames not exposed yet. Only to be looked at,
 * and dim, so that the sentence stays the brightest thing.
 */
export function Backdrop({ items }: { items: GalleryItem[] }) {
  return (
    <div aria-hidden className="pointer-events-none fixed inset-0 -z-10 overflow-hidden">
      {/* The lamp, out of sight. */}
      <div className="absolute inset-0 bg-[radial-gradient(70rem_40rem_at_88%_-12%,color-mix(in_srgb,var(--color-safelight)_13%,transparent),transparent)]" />
      <div className="absolute -inset-x-2 mix-blend-lighten top-0 grid grid-cols-4 gap-1 sm:grid-cols-6 lg:grid-cols-10">
        {FRAMES.map((frame) => (
          <Frame key={frame} number={frame} item={items.length > 0 ? items[frame % items.length] : undefined} />
        ))}
      </div>
      <div className="absolute inset-0 bg-[linear-gradient(to_right,var(--color-ground)_15%,color-mix(in_srgb,var(--color-ground)_82%,transparent)_52%,transparent_100%),linear-gradient(to_top,var(--color-ground)_4%,transparent_60%)] max-md:bg-[linear-gradient(to_top,var(--color-ground)_30%,color-mix(in_srgb,var(--color-ground)_55%,transparent))]" />
    </div>
  );
}

function Frame({ number, item }: { number: number; item: GalleryItem | undefined }) {
  return (
    <div className="relative aspect-square overflow-hidden rounded-picture border border-line/40 bg-surface">
      {item ? (
        <img
          src={thumbnailUrl(item.generation.id, item.picture.index)}
          alt=""
          loading="lazy"
          className="size-full animate-appear object-cover opacity-45"
        />
      ) : (
        <span className="absolute bottom-1 left-1.5 font-mono text-[0.625rem] text-line">
          {Math.floor(number / 2) + 1}
          {number % 2 === 1 && 'A'}
        </span>
      )}
    </div>
  );
}
