import type { Model } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { assertWithinLimits } from './model-limits.ts';

const model: Model = {
  name: 'm',
  title: 'M',
  version: '1',
  licence: 'x',
  builtin: false,
  note: '',
  defaults: { steps: 20, guidanceScale: 4, width: 128, height: 128 },
  limits: {
    steps: { min: 1, max: 100 },
    guidanceScale: { min: 0, max: 20 },
    size: { min: 64, max: 192, multipleOf: 16 },
  },
  sizes: [],
  words: [],
};
const good = { steps: 100, guidanceScale: 0, width: 64, height: 192 };

describe("a model's limits", () => {
  it('hold at their bounds', () => {
    expect(() => assertWithinLimits(model, good)).not.toThrow();
  });

  it.each([
    ['steps_invalid', { steps: 101 }, '1 to 100'],
    ['guidance_invalid', { guidanceScale: 20.5 }, '0 to 20'],
    ['size_invalid', { width: 208 }, '64 to 192'],
    ['size_invalid', { height: 72 }, 'multiples of 16'],
  ] as const)('are told as %s for %o', (code, change, words) => {
    const refused = expect.objectContaining({ code, message: expect.stringContaining(words) });
    expect(() => assertWithinLimits(model, { ...good, ...change })).toThrow(refused);
  });
});
