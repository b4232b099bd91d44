import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { COMMANDS, describeIssues, ERRORS, FACTS, GenerationRequest, MAX_SEED, SIGNALS, stepsToRun } from './index.ts';

const ID = '019ac000-0000-7000-8000-000000000001';
const good = {
  id: ID,
  roomId: ID,
  prompt: 'a red apple',
  negativePrompt: '',
  model: 'builtin',
  steps: 20,
  guidanceScale: 4,
  width: 128,
  height: 128,
  seed: null,
  count: 1,
};

/** What a refused request answers. */
const refusal = (change: object) => {
  const parsed = GenerationRequest.safeParse({ ...good, ...change });
  return parsed.success ? null : describeIssues(parsed.error);
};

describe('a generation request', () => {
  it('is accepted with every setting at its bounds', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ steps: 150, width: 2048, height: 64, seed: MAX_SEED, count: 4, guidanceScale: 0 })).toBeNull();
  });

  it.each([
    ['prompt_empty', { prompt: ' \n ' }],
    ['prompt_invalid', { prompt: 'a'.repeat(10_001) }],
    ['prompt_invalid', { prompt: 'bell \u0007' }],
    ['prompt_invalid', { prompt: 'half a pair \ud83d' }],
    ['prompt_invalid', { negativePrompt: 'nul \u0000' }],
    ['steps_invalid', { steps: 0 }],
    ['steps_invalid', { steps: 10_000 }],
    ['steps_invalid', { steps: 1.5 }],
    ['size_invalid', { width: 17 }],
    ['size_invalid', { height: 0 }],
    ['size_invalid', { width: 100_000 }],
    ['seed_invalid', { seed: 2 ** 53 }],
    ['count_invalid', { count: 5 }],
    ['guidance_invalid', { guidanceScale: Number.NaN }],
    ['strength_invalid', { source: { kind: 'picture', generationId: ID, index: 0 }, strength: 0.05 }],
    ['strength_invalid', { source: { kind: 'picture', generationId: ID, index: 0 } }],
    ['strength_invalid', { strength: 0.5 }],
    ['bad_request', { source: { kind: 'upload', uploadId: ID, index: 0 }, strength: 0.5 }],
    ['bad_request', { parent: { generationId: ID, index: 4 } }],
    ['model_unknown', { model: '../etc' }],
    ['bad_request', { id: 'not an id' }],
    ['bad_request', { surprise: true }],
  ] as const)('[AK2] is refused as %s for %o', (code, change) => {
    expect(refusal(change)).toMatchObject({ code, retryable: false });
  });

  it('[GN8] keeps markup, direction marks and emoji as they were typed', () => {
    const prompt = '<script>alert(1)</script> \u202Eevil\u202C שלום 👩‍🎨';
    expect(GenerationRequest.parse({ ...good, prompt }).prompt).toBe(prompt);
  });
});

it.each([
  [20, null, 20],
  [20, 1, 20],
  [20, 0.2, 4],
  [10, 0.3, 3],
  [7, 0.5, 4],
  [4, 0.1, 1],
  [1, 0.1, 1],
])('[BD4] of %i steps at strength %s it runs %i, as the model counts them', (steps, strength, run) => {
  expect(stepsToRun({ steps, strength })).toBe(run);
});

describe('the tables', () => {
  it('name every event once', () => {
    const names = [...Object.keys(COMMANDS), ...Object.keys(FACTS), ...Object.keys(SIGNALS)];
    expect(new Set(names).size).toBe(names.length);
  });

  it('[RC2] give every fact a room and a number', () => {
    for (const fact of Object.values(FACTS))
      expect(Object.keys(fact.shape)).toEqual(expect.arrayContaining(['roomId', 'seq']));
  });

  it('[AK3] call an error retryable only where the same request may succeed later', () => {
    const retryable = Object.entries(ERRORS).filter(([, error]) => error.retryable);
    for (const [, { status }] of retryable) expect([422, 429, 500, 503]).toContain(status);
    expect(ERRORS.internal.retryable).toBe(false);
  });

  it('[AK1] describe a payload of any shape without failing', () => {
    for (const payload of [undefined, null, 7, 'x', [], {}]) {
      const parsed = COMMANDS['room:join'].payload.safeParse(payload);
      expect(describeIssues(parsed.error as z.ZodError)).toMatchObject({ code: 'bad_request', retryable: false });
    }
  });
});
