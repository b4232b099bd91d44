import type { ModelStatus } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { de } from '../texts/de/index.ts';
import { en } from '../texts/en/index.ts';
import {
  checkDraft,
  emptySettings,
  fieldOf,
  fromPicture,
  hasModelValues,
  onModels,
  withModelValues,
} from './settings.ts';

const model = (name: string, over: Partial<ModelStatus> = {}): ModelStatus => ({
  name,
  title: name,
  version: '1.0',
  licence: 'Apache-2.0',
  builtin: name === 'builtin',
  note: '',
  defaults: { steps: 20, guidanceScale: 4, width: 128, height: 128 },
  limits: {
    steps: { min: 1, max: 100 },
    guidanceScale: { min: 0, max: 20 },
    size: { min: 64, max: 256, multipleOf: 16 },
  },
  sizes: [{ width: 128, height: 128 }],
  words: [],
  ready: true,
  ...over,
});
const builtin = model('builtin');
const draft = withModelValues(emptySettings, builtin);

describe('settings', () => {
  it('a first visit starts with the values of a model that is ready', () => {
    expect(onModels(emptySettings, [model('large', { ready: false }), builtin])).toMatchObject({
      model: 'builtin',
      steps: '20',
    });
  });

  it('remembered settings stay as they are while their model is served, and give way when it is not', () => {
    const mine = { ...draft, steps: '33' };
    expect(onModels(mine, [builtin]).steps).toBe('33');
    expect(
      onModels(mine, [model('sd35', { defaults: { steps: 40, guidanceScale: 4.5, width: 1024, height: 1024 } })]),
    ).toMatchObject({
      model: 'sd35',
      steps: '40',
      width: '1024',
    });
  });

  it('knows whether the model’s own values are set', () => {
    expect(hasModelValues(draft, builtin)).toBe(true);
    expect(hasModelValues({ ...draft, steps: '21' }, builtin)).toBe(false);
  });

  it('sends numbers, and no seed unless it is fixed [GN3]', () => {
    expect(checkDraft('a red apple', { ...draft, guidanceScale: '4,5', seed: '7' }, builtin)).toEqual({
      errors: {},
      send: {
        prompt: 'a red apple',
        negativePrompt: '',
        model: 'builtin',
        steps: 20,
        guidanceScale: 4.5,
        width: 128,
        height: 128,
        seed: null,
        count: 1,
      },
    });
    expect(checkDraft('a red apple', { ...draft, seed: '7', isSeedFixed: true }, builtin).send.seed).toBe(7);
  });

  it('says what is wrong at the field that is wrong', () => {
    const { errors } = checkDraft(
      ' ',
      { ...draft, steps: '1.5', guidanceScale: '', width: '100', height: '9999', seed: '-1', isSeedFixed: true },
      builtin,
    );
    expect(Object.keys(errors).sort()).toEqual(['guidanceScale', 'height', 'prompt', 'seed', 'steps', 'width']);
    expect(errors.width?.(en)).toBe('A multiple of 16: try 96 or 112.');
    expect(errors.width?.(de), 'in whichever language').toContain('96');
  });

  it('[AK3] the server’s refusal is shown at its field', () => {
    expect(fieldOf({ code: 'steps_invalid', message: '' })).toBe('steps');
    expect(fieldOf({ code: 'size_invalid', message: 'height is not valid' })).toBe('height');
    expect(fieldOf({ code: 'forbidden', message: '' })).toBe('prompt');
  });

  it('a picture’s settings bring its own seed', () => {
    const made = { ...checkDraft('x', draft, builtin).send, seed: 40, count: 4 };
    expect(fromPicture(made, 42)).toMatchObject({ seed: '42', isSeedFixed: true, count: '1' });
  });
});
