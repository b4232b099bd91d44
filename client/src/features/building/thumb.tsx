import type { LineageNode } from '@darkroom/protocol';
import { thumbnailUrl } from '../../lib/api.ts';
import { keyOfRef } from './use-lineage.ts';

export const thumbStyles = 'block size-14 shrink-0 overflow-hidden rounded-picture bg-raised';

type ThumbProps = { node: LineageNode; gone: string; onWalk: (key: string) => void };

/** A picture of the lineage, small; a press walks to it. */
export function Thumb({ node: { picture, made }, gone, onWalk }: ThumbProps) {
  if (!made) {
    return (
      <span role="img" aria-label={gone} title={gone} className={`${thumbStyles} border border-line border-dashed`} />
    );
  }
  return (
    <button
      type="button"
      aria-label={made.generation.prompt}
      title={made.generation.prompt}
      onClick={() => onWalk(keyOfRef(picture))}
      className={thumbStyles}
    >
      <img src={thumbnailUrl(picture.generationId, picture.index)} alt="" className="size-full object-cover" />
    </button>
  );
}
