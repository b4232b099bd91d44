/** What the next prompt of this room is made from: the picture that it goes back to, and the one that it begins from. Outlives a reload. */
import type { GalleryItem, PictureRef, Source } from '@darkroom/protocol';
import { create } from 'zustand';
import { readStored, store } from './storage.ts';

export type Origin = { parent: PictureRef | null; source: Source | null; strength: number };

/** Between keeping it and making it anew. */
const FIRST_STRENGTH = 0.6;
const nothing: Origin = { parent: null, source: null, strength: FIRST_STRENGTH };
const key = (slug: string) => `darkroom:origin:${slug}`;

export const useOrigin = create<Origin & { slug: string }>()(() => ({ slug: '', ...nothing }));

export const openOrigin = (slug: string) =>
  useOrigin.setState({ slug, ...nothing, ...readStored<Partial<Origin>>(key(slug)) });

export function setOrigin(change: Partial<Origin>): void {
  useOrigin.setState(change);
  const { slug, ...origin } = useOrigin.getState();
  store(key(slug), origin.parent || origin.source ? origin : null);
}

/** How far from its source a picture may go is a habit, and stays. */
export const clearOrigin = () => setOrigin({ parent: null, source: null });

/** As a request says it. */
export function originToSend() {
  const { parent, source, strength } = useOrigin.getState();
  return { parent, source, strength: source ? strength : null };
}

export const refOf = ({ generation, picture }: GalleryItem): PictureRef => ({
  generationId: generation.id,
  index: picture.index,
});

/** Whether all that it was made from is known still: its settings alone would make another picture. */
export const canRepeat = ({ generation }: GalleryItem) =>
  (generation.strength === null) === (generation.source === null);

/** Made as this one was, it goes back to this one. */
export const setRemix = (item: GalleryItem) =>
  setOrigin({
    parent: refOf(item),
    source: item.generation.source,
    strength: item.generation.strength ?? useOrigin.getState().strength,
  });

export const beginFromPicture = (item: GalleryItem) =>
  setOrigin({ parent: refOf(item), source: { kind: 'picture', ...refOf(item) } });

export const beginFromUpload = (uploadId: Extract<Source, { kind: 'upload' }>['uploadId']) =>
  setOrigin({ parent: null, source: { kind: 'upload', uploadId } });
