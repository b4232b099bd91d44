import { GenerationSettings, Strength } from '@darkroom/protocol';
import { z } from 'zod';
import { addPngText, readPngText } from './png-text.ts';

/**
 * What made one picture; `seed` is the picture's own. No id, no time, no author: the same settings must give the same bytes [GN3],
 * and a picture that is passed on tells nothing of its room.
 */
export const PictureSettings = GenerationSettings.omit({ count: true }).extend({
  /** Of image-to-image; what it began from is not told. */
  strength: Strength.nullish(),
});
export type PictureSettings = z.infer<typeof PictureSettings>;

const Darkroom = PictureSettings.extend({ format: z.literal(1) });

/** Writes the settings into the original [PC2]: `parameters` for other tools, `darkroom` for us. */
export const embedSettings = (png: Buffer, settings: PictureSettings): Buffer =>
  addPngText(png, {
    parameters: parametersText(settings),
    darkroom: JSON.stringify({ format: 1, ...ofInterest(PictureSettings.parse(settings)) }),
  });

/** From noise the text is as it was before there was image-to-image: a picture that is made again has the same bytes [GN1]. */
const ofInterest = ({ strength, ...settings }: PictureSettings) => (strength ? { ...settings, strength } : settings);

/** Null where a picture holds none of ours. @throws Error for a damaged file. */
export function readSettings(png: Uint8Array): PictureSettings | null {
  const { darkroom } = readPngText(png);
  if (darkroom === undefined) return null;
  const { format: _, ...settings } = Darkroom.parse(JSON.parse(darkroom));
  return settings;
}

/** The text that most tools for Stable Diffusion write and read back: prompt, negative prompt, one line of settings. */
export function parametersText(settings: PictureSettings): string {
  const { prompt, negativePrompt, steps, guidanceScale, seed, width, height, model, strength } = settings;
  const line = `Steps: ${steps}, Sampler: Euler, CFG scale: ${guidanceScale}, Seed: ${seed}, Size: ${width}x${height}, Model: ${model}`;
  const denoising = strength ? `, Denoising strength: ${strength}` : '';
  return [prompt, ...(negativePrompt ? [`Negative prompt: ${negativePrompt}`] : []), line + denoising].join('\n');
}
