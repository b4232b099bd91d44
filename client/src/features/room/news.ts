/** What somebody who does not see the page is told of a prompt of theirs: not each place, and not each step. Pure. */
import type { Generation } from '@darkroom/protocol';
import type { ProgressView } from '../../lib/feed/reducer.ts';

export type News =
  | { kind: 'place'; place: number }
  | { kind: 'developing' }
  | { kind: 'half' }
  | { kind: 'finished' }
  | { kind: 'failed' }
  | { kind: 'cancelled' };

/** Half is news only of what takes a while; of all else the end is told by then. */
const LONG_MS = 3_000;

/** Of all its pictures, from 0 to 1. */
export const shareDone = (generation: Generation, progress: ProgressView | undefined): number => {
  if (generation.status === 'finished') return 1;
  if (!progress) return generation.pictures.length / generation.count;
  return (progress.index + progress.step / progress.steps) / generation.count;
};

/** What is new since `told`, the last thing said of this prompt; null: nothing worth saying. */
export function newsOf(
  told: News | undefined,
  generation: Generation,
  { place, progress, nowMs }: { place: number | undefined; progress: ProgressView | undefined; nowMs: number },
): News | null {
  switch (generation.status) {
    case 'queued': {
      if (place === undefined) return null;
      // In a long line it moves every few seconds: told when it has halved, and when it is the first.
      const isNews = told?.kind !== 'place' || place <= told.place / 2;
      return isNews ? { kind: 'place', place } : null;
    }
    case 'developing': {
      if (told?.kind !== 'developing' && told?.kind !== 'half') return { kind: 'developing' };
      const tookMs = nowMs - Date.parse(generation.startedAt ?? generation.createdAt);
      const isHalf = told.kind === 'developing' && shareDone(generation, progress) >= 0.5 && tookMs >= LONG_MS;
      return isHalf ? { kind: 'half' } : null;
    }
    default:
      return told?.kind === generation.status ? null : { kind: generation.status };
  }
}
