/** Views of a feed that more than one feature asks for. Pure. */
import type { GalleryItem, Generation, GenerationSettings } from '@darkroom/protocol';
import { type FeedState, isLive } from './reducer.ts';

/** In the order in which they were asked for. UUIDv7 sorts by time, so the id settles a tie. */
const byAge = (a: Generation, b: Generation) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);

export function trayOf(state: Pick<FeedState, 'generations' | 'places'>) {
  const live = Object.values(state.generations).filter(isLive).sort(byAge);
  const placeOf = (generation: Generation) => state.places[generation.id]?.place ?? Number.POSITIVE_INFINITY;
  return {
    developing: live.filter((generation) => generation.status === 'developing'),
    waiting: live
      .filter((generation) => generation.status === 'queued')
      .sort((a, b) => placeOf(a) - placeOf(b) || byAge(a, b)),
    failed: live.filter((generation) => generation.status === 'failed'),
  };
}

/** The pictures of one generation as the gallery holds them. */
export const galleryItems = ({
  pictures,
  error: _error,
  stopVotes: _votes,
  ...generation
}: Generation): GalleryItem[] => pictures.map((picture) => ({ generation, picture }));

export type Settings = Omit<GenerationSettings, 'prompt'>;
