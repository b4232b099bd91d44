import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { embedSettings, type PictureSettings, parametersText, readSettings } from './picture-settings.ts';
import { readPngText } from './png-text.ts';

const settings: PictureSettings = {
  prompt: 'a red apple\non a table, "sharp"',
  negativePrompt: 'blurry',
  model: 'builtin',
  steps: 20,
  guidanceScale: 4.5,
  seed: 42,
  width: 128,
  height: 64,
};

let png: Buffer;
beforeAll(async () => {
  png = await sharp({ create: { width: 16, height: 8, channels: 3, background: '#222' } })
    .png()
    .toBuffer();
});

it('[PC2] `parameters` is the text that other tools read', () => {
  expect(readPngText(embedSettings(png, settings)).parameters).toBe(
    'a red apple\non a table, "sharp"\nNegative prompt: blurry\nSteps: 20, Sampler: Euler, CFG scale: 4.5, Seed: 42, Size: 128x64, Model: builtin',
  );
});

it('[PC2] without a negative prompt there is no line for it', () => {
  expect(parametersText({ ...settings, negativePrompt: '' })).not.toContain('Negative prompt');
});

it('[PC2] `darkroom` gives back exactly the settings', () => {
  const odd = { ...settings, prompt: 'Negative prompt: ‮apple‬ 🍎 <b>', seed: Number.MAX_SAFE_INTEGER };
  expect(readSettings(embedSettings(png, odd))).toEqual(odd);
});

it('[GN3] the same settings give the same bytes, and nothing but settings gets in', () => {
  const more = { ...settings, id: '0198', author: 'Ada', count: 4 };
  expect(embedSettings(png, more).equals(embedSettings(png, settings))).toBe(true);
});

it('[PC2] from a picture the strength is told as other tools do, and what it began from is not', () => {
  const from = { ...settings, strength: 0.6, source: { kind: 'upload', uploadId: '0198' } };
  const written = readPngText(embedSettings(png, from));
  expect(written.parameters).toMatch(/, Model: builtin, Denoising strength: 0\.6$/);
  expect(written.darkroom).not.toContain('0198');
  expect(readSettings(embedSettings(png, from))).toEqual({ ...settings, strength: 0.6 });
  expect(embedSettings(png, { ...settings, strength: null }).equals(embedSettings(png, settings))).toBe(true);
});

it('a picture of somebody else has no settings of ours', () => {
  expect(readSettings(png)).toBeNull();
});
