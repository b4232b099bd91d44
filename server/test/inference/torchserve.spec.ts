/** The client on a real TorchServe with the built-in model. Precondition: TORCHSERVE_URL, and TORCHSERVE_MANAGEMENT_URL where it is not the next port. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DevelopEvent, DevelopRequest } from '../../src/inference/image-model.ts';
import { ModelRefused } from '../../src/inference/model-errors.ts';
import { TorchServeClient } from '../../src/inference/torchserve.client.ts';
import { TorchServeHttp } from '../../src/inference/torchserve-http.ts';
import { TorchServeModels } from '../../src/inference/torchserve-models.ts';
import { Log } from '../../src/shared/log.ts';
import { sha256 } from '../../src/storage/sha256.ts';
import { collect } from '../support/collect.ts';
import { testEnv } from '../support/test-env.ts';

const REQUEST: DevelopRequest = {
  job: 'torchserve-spec',
  model: 'builtin',
  prompt: 'a red apple',
  negativePrompt: '',
  steps: 6,
  guidanceScale: 4,
  seed: 2 ** 53 - 1,
  width: 128,
  height: 64,
  previewMinIntervalMs: 0,
};

let http: TorchServeHttp;
let client: TorchServeClient;

beforeAll(() => {
  const { TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL = '', TORCHSERVE_KEY_FILE = '' } = process.env;
  if (!TORCHSERVE_URL) throw new Error('TORCHSERVE_URL is not set: this suite needs a running TorchServe');
  const env = testEnv({ TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL, TORCHSERVE_KEY_FILE });
  http = new TorchServeHttp(env);
  client = new TorchServeClient(http, new TorchServeModels(http, new Log(env)));
});

afterAll(async () => {
  await http?.onModuleDestroy();
});

const develop = (change: Partial<DevelopRequest> = {}) =>
  collect(client.develop({ ...REQUEST, ...change }, AbortSignal.timeout(60_000)));
const pictureOf = (events: DevelopEvent[]) => {
  const last = events.at(-1);
  if (last?.event !== 'done') throw new Error(`The run ended with ${last?.event}`);
  return last;
};

describe('a picture by the built-in model', { timeout: 60_000 }, () => {
  it('develops step by step, each with a preview of its own, and ends in a PNG of the size asked for', async () => {
    const events = await develop();
    expect(events.map(({ event }) => event)).toEqual(['start', ...Array<string>(6).fill('step'), 'done']);
    const steps = events.filter((event) => event.event === 'step');
    expect(steps.map(({ step, steps: of }) => [step, of])).toEqual([1, 2, 3, 4, 5, 6].map((step) => [step, 6]));
    const previews = steps.flatMap(({ preview }) => (preview ? [preview] : []));
    expect(new Set(previews.map(sha256)).size).toBe(previews.length);
    expect(previews.length).toBeGreaterThan(3);
    for (const preview of previews) expect((await sharp(preview).metadata()).width).toBeGreaterThan(0);
    const { format, width, height } = await sharp(pictureOf(events).png).metadata();
    expect([format, width, height]).toEqual(['png', 128, 64]);
  });

  it("gives each step's time on this machine's clock, never backwards", async () => {
    const before = Date.now();
    const times = (await develop()).flatMap((event) => ('sentAtMs' in event ? [event.sentAtMs] : []));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(before - 1_000);
    expect(times.at(-1)).toBeLessThanOrEqual(Date.now() + 1);
  });

  it('[GN3] the same seed and settings give the same bytes, another seed gives others', async () => {
    const [first, again, other] = [await develop(), await develop(), await develop({ seed: 7 })].map(pictureOf);
    expect(first?.seed).toBe(REQUEST.seed);
    expect(again?.png.equals(first?.png ?? Buffer.alloc(0))).toBe(true);
    expect(other?.png.equals(first?.png ?? Buffer.alloc(0))).toBe(false);
  });

  it('thins previews out to the interval asked for, and keeps every step', async () => {
    const steps = (await develop({ previewMinIntervalMs: 60_000 })).filter((event) => event.event === 'step');
    expect(steps).toHaveLength(6);
    expect(steps.filter(({ preview }) => preview).length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['steps', { steps: 0 }],
    ['width', { width: 130 }],
    ['guidance_scale', { guidanceScale: -1 }],
    ['seed', { seed: -1 }],
    ['prompt', { prompt: '' }],
  ])('refuses a bad %s with a reason that names it', async (field, change) => {
    const refusal = await develop(change).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ModelRefused);
    expect(refusal).toMatchObject({ field });
  });

  it('refuses a model that is not served', async () => {
    await expect(develop({ model: 'nobody' })).rejects.toThrow(ModelRefused);
  });

  it('says what it is, and answers whether it is ready while a picture develops', async () => {
    const [model] = await client.describe();
    expect(model).toMatchObject({ name: 'builtin', builtin: true, defaults: { width: 128, height: 128 } });
    let finished = false;
    const running = develop({ steps: 60 }).then(() => {
      finished = true;
    });
    expect(await client.ready()).toMatchObject({ builtin: true });
    expect((await client.describe()).length).toBeGreaterThan(0);
    expect(finished).toBe(false);
    await running;
  });
});
