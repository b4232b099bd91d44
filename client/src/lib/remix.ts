/** What one does with a picture that is there: its settings again, another of its kind, or one that begins from it. */
import type { GalleryItem, ModelStatus } from '@darkroom/protocol';
import { focusPrompt, reuse, setPrompt, setSettings, settleOnModels, useDraft } from './draft.ts';
import { beginFromPicture, refOf, setRemix } from './origin.ts';
import { submit } from './outbox.ts';
import { fromPicture } from './settings.ts';

/** Prompt, settings and seed come back into the form, and what is made goes back to the picture. */
export function remix(item: GalleryItem, models: ModelStatus[]): void {
  reuse(item.generation, item.picture.seed, models);
  setRemix(item);
}

/** The picture's settings and size, and whatever seed; its words only where none are written yet. */
export function beginFrom(item: GalleryItem, models: ModelStatus[]): void {
  const { generation, picture } = item;
  if (useDraft.getState().prompt.trim() === '') setPrompt(generation.prompt);
  setSettings({ ...fromPicture(generation, picture.seed), seed: '', isSeedFixed: false });
  settleOnModels(models);
  beginFromPicture(item);
  focusPrompt();
}

/** The same once more, with another seed. */
export function vary(item: GalleryItem): void {
  const { roomId, prompt, negativePrompt, model, steps, guidanceScale, width, height, source, strength } =
    item.generation;
  const settings = { prompt, negativePrompt, model, steps, guidanceScale, width, height, source, strength };
  submit(roomId, { ...settings, seed: null, count: 1, parent: refOf(item) });
}
