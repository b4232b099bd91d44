import { describe, expect, it } from 'vitest';
import { parseDarkroom, parseParameters, settingsIn } from './parameters.ts';

/** As tools in use write them, word for word but for the prompts. */
const SAMPLES = {
  'the web UI': `masterpiece, (red apple:1.2), on a table
Negative prompt: blurry, (worst quality:1.4)
Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 1234567890, Size: 512x768, Model hash: 6ce0161689, Model: v1-5-pruned-emaonly, Version: v1.6.0`,
  'Forge, with quoted values': `a lighthouse
at night
Negative prompt: people,
text, watermark
Steps: 20, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 42, Size: 896x1152, Model hash: bea01d51bd, Model: flux1-dev, Lora hashes: "detail: 7c6bad76eb54, more: 47aaaf0d2945", Version: f2.0.1v1.10.1`,
  'without a negative prompt': `a cat, colon: in the prompt
Steps: 4, Sampler: LCM, CFG scale: 1.5, Seed: 0, Size: 1024x1024, Model: sdxl_lightning`,
  'Civitai, from ComfyUI': `a castle
Negative prompt: 
Steps: 30, Sampler: euler_normal, CFG scale: 4.5, Seed: 987654321987, Size: 1024x1024, Clip skip: 2, Created Date: 2025-02-01T10:11:12.1314151Z, Civitai resources: [{"type":"checkpoint","modelVersionId":1}], Civitai metadata: {}`,
  'Windows line ends':
    'a dog\r\nNegative prompt: fog\r\nSteps: 12, Sampler: Euler a, CFG scale: 6, Seed: 5, Size: 640x480, Denoising strength: 0.7',
} as const;

const expected: Record<keyof typeof SAMPLES, object> = {
  'the web UI': {
    prompt: 'masterpiece, (red apple:1.2), on a table',
    negativePrompt: 'blurry, (worst quality:1.4)',
    model: 'v1-5-pruned-emaonly',
    steps: 28,
    guidanceScale: 7,
    width: 512,
    height: 768,
    seed: 1234567890,
  },
  'Forge, with quoted values': {
    prompt: 'a lighthouse\nat night',
    negativePrompt: 'people,\ntext, watermark',
    model: 'flux1-dev',
    guidanceScale: 1,
    seed: 42,
  },
  'without a negative prompt': {
    prompt: 'a cat, colon: in the prompt',
    negativePrompt: '',
    seed: 0,
    guidanceScale: 1.5,
  },
  'Civitai, from ComfyUI': { prompt: 'a castle', negativePrompt: '', model: null, steps: 30, seed: 987654321987 },
  'Windows line ends': { prompt: 'a dog', negativePrompt: 'fog', width: 640, height: 480, model: null },
};

describe('[BD10] what another tool wrote is read', () => {
  it.each(Object.entries(SAMPLES))('%s', (name, text) => {
    expect(parseParameters(text)).toMatchObject(expected[name as keyof typeof SAMPLES]);
  });

  it('a settings line alone has no prompt', () => {
    expect(parseParameters('Steps: 20, Sampler: Euler, Seed: 1')).toMatchObject({ prompt: '', steps: 20 });
  });

  it('numbers that are none are left out', () => {
    const odd = parseParameters('x\nSteps: many, CFG scale: , Seed: 1e999, Size: bigxwide, Model: m');
    expect(odd).toMatchObject({ steps: null, guidanceScale: null, seed: null, width: null, model: 'm' });
  });

  it.each([
    '',
    'a red apple',
    'a cat: sitting, a dog: lying, a bird: flying',
    'Steps: 20',
    '{"prompt": "a Fooocus picture", "steps": 30}',
    'Steps:'.repeat(50_000),
    'a'.repeat(500_000),
    `a${' '.repeat(500_000)}b`,
  ])('%.40j is no such text', (text) => {
    expect(parseParameters(text)).toBeNull();
  });
});

describe('[BD10] what Darkroom wrote is read', () => {
  const made = {
    format: 1,
    prompt: 'a',
    negativePrompt: 'b',
    model: 'builtin',
    steps: 3,
    guidanceScale: 4.5,
    seed: 7,
    width: 64,
    height: 80,
  };

  it('exactly, and before what other tools read', () => {
    const { format: _, ...settings } = made;
    expect(settingsIn({ darkroom: JSON.stringify(made), parameters: SAMPLES['the web UI'] })).toEqual(settings);
  });

  it('and where it is damaged, the other text', () => {
    for (const darkroom of ['', '{', 'null', '7', '{"prompt": 1}']) {
      expect(parseDarkroom(darkroom)).toBeNull();
      expect(settingsIn({ darkroom, parameters: SAMPLES['the web UI'] })).toMatchObject({ steps: 28 });
    }
    expect(settingsIn({ Comment: 'hello' })).toBeNull();
  });
});
