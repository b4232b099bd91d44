import type { ModelStatus } from '@darkroom/protocol';
import { expect, it } from 'vitest';
import { fitSettings } from './fit-settings.ts';

const model = {
  name: 'builtin',
  limits: {
    steps: { min: 1, max: 100 },
    guidanceScale: { min: 0, max: 20 },
    size: { min: 64, max: 192, multipleOf: 16 },
  },
} as ModelStatus;
const file = {
  prompt: 'a',
  negativePrompt: '',
  model: 'flux1-dev',
  steps: 28,
  guidanceScale: 7,
  width: 128,
  height: 96,
  seed: 5,
};

it('[BD10] what the model here can do is taken as it is', () => {
  expect(fitSettings(file, model)).toEqual({
    model: 'builtin',
    negativePrompt: '',
    steps: '28',
    guidanceScale: '7',
    width: '128',
    height: '96',
    seed: '5',
    isSeedFixed: true,
    count: '1',
  });
});

it.each([
  [1024, 1024, 192, 192],
  [896, 1152, 144, 192],
  [512, 768, 128, 192],
  [130, 100, 128, 96],
  [32, 32, 64, 64],
  [2000, 100, 192, 64],
  [1, 1, 64, 64],
])('[BD10] %i x %i keeps its shape as %i x %i', (width, height, w, h) => {
  expect(fitSettings({ ...file, width, height }, model)).toMatchObject({ width: String(w), height: String(h) });
});

it('[BD10] the rest goes to the nearest, and what the file does not say stays as it is', () => {
  expect(fitSettings({ ...file, steps: 500, guidanceScale: -3 }, model)).toMatchObject({
    steps: '100',
    guidanceScale: '0',
  });
  const silent = { ...file, steps: null, guidanceScale: null, width: null, height: null, seed: -1 };
  expect(fitSettings(silent, model)).toEqual({ model: 'builtin', negativePrompt: '', count: '1' });
});
