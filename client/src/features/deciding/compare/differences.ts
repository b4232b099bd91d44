/** What two pictures were made with, side by side. Pure. */
import type { GalleryItem } from '@darkroom/protocol';

export type Setting = 'prompt' | 'negativePrompt' | 'model' | 'steps' | 'guidanceScale' | 'size' | 'seed' | 'author';
export type Compared = { setting: Setting; values: [string, string]; isSame: boolean };

const settingsOf = ({ generation, picture }: GalleryItem): Record<Setting, string> => ({
  prompt: generation.prompt,
  negativePrompt: generation.negativePrompt,
  model: generation.model,
  steps: String(generation.steps),
  guidanceScale: String(generation.guidanceScale),
  size: `${picture.width} × ${picture.height}`,
  seed: String(picture.seed),
  author: generation.author.name,
});

/** Every setting that one of the two has, in the order of a picture's own table. */
export function compare(first: GalleryItem, second: GalleryItem): Compared[] {
  const [a, b] = [settingsOf(first), settingsOf(second)];
  return (Object.keys(a) as Setting[])
    .map((setting): Compared => ({ setting, values: [a[setting], b[setting]], isSame: a[setting] === b[setting] }))
    .filter(({ values }) => values.some((value) => value !== ''));
}

/** "a~b" in the address; the second is still to be chosen while nothing stands behind the sign. */
export function parsePair(text: string | null): [string, string | null] | null {
  const [first, second, ...rest] = text?.split('~') ?? [];
  return first && rest.length === 0 ? [first, second || null] : null;
}

export const pairOf = (first: string, second: string | null) => `${first}~${second ?? ''}`;
