/** A TorchServe that has lost its mind: whatever it sends, a run ends in one of model-errors.ts, and in memory that is bounded. */
import type { RequestListener, ServerResponse } from 'node:http';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DevelopRequest } from '../../src/inference/image-model.ts';
import { isModelError, ModelCrashed } from '../../src/inference/model-errors.ts';
import { TorchServeClient } from '../../src/inference/torchserve.client.ts';
import { TorchServeHttp } from '../../src/inference/torchserve-http.ts';
import { TorchServeModels } from '../../src/inference/torchserve-models.ts';
import { Log } from '../../src/shared/log.ts';
import { collect } from '../support/collect.ts';
import { listen } from '../support/http-server.ts';
import { testEnv } from '../support/test-env.ts';

const REQUEST: DevelopRequest = {
  job: '0198c0de-0000-7000-8000-000000000000',
  model: 'builtin',
  prompt: 'a red apple',
  negativePrompt: '',
  steps: 3,
  guidanceScale: 4,
  seed: 42,
  width: 128,
  height: 64,
  previewMinIntervalMs: 100,
};
const MB = 1_000_000;

let png: Buffer;
let larger: Buffer;
beforeAll(async () => {
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#222' } })
      .png()
      .toBuffer();
  png = await picture(REQUEST.width, REQUEST.height);
  larger = await picture(256, 256);
});

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function clientOf(listener: RequestListener): Promise<TorchServeClient> {
  const server = await listen(listener);
  open.push(() => server.close());
  const env = testEnv({ TORCHSERVE_URL: server.url, TORCHSERVE_MANAGEMENT_URL: server.url });
  const http = new TorchServeHttp(env);
  open.push(() => http.onModuleDestroy());
  return new TorchServeClient(http, new TorchServeModels(http, new Log(env)));
}

/** One server for all runs of a property: it answers with what was said last. */
async function saying(status = () => 200) {
  let said: Uint8Array[] = [];
  const client = await clientOf((request, response) => {
    request.resume();
    response.writeHead(status());
    for (const part of said) response.write(part);
    response.end();
  });
  return async (...parts: (string | Uint8Array)[]) => {
    said = parts.map((part) => Buffer.from(part));
    return collect(client.develop(REQUEST, new AbortController().signal));
  };
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const start = { event: 'start', steps: 3, model: 'builtin', version: '1.0', t: 1 };
const step = (n: number) => ({ event: 'step', step: n, steps: 3, preview: 'AQID', preview_type: 'image/webp', t: n });
const done = (bytes = png) => ({
  event: 'done',
  seed: 42,
  width: REQUEST.width,
  height: REQUEST.height,
  png: bytes.toString('base64'),
  denoise_ms: 1,
  decode_ms: 1,
  t: 9,
});
const end = { event: 'end', t: 10 };
const good = () => [start, step(1), step(2), step(3), done(), end];

/** What a run gave before it ended, and how: by itself, or by an error that has a meaning. */
async function outcome(run: Promise<unknown[]>): Promise<'picture' | 'cancelled' | 'error'> {
  try {
    const last = (await run).at(-1) as { event: string; png?: Buffer };
    if (last.event === 'cancelled') return 'cancelled';
    expect(last.png?.equals(png)).toBe(true);
    return 'picture';
  } catch (error) {
    if (!isModelError(error)) throw error;
    return 'error';
  }
}

describe('whatever the model sends', () => {
  it('bytes of any kind, in pieces of any size, are an error', async () => {
    const say = await saying();
    const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        expect(await outcome(say(...parts))).toBe('error');
      }),
    );
  });

  it('JSON of any kind, and lines with something else in one field, are an error or what was meant', async () => {
    const say = await saying();
    const anyLine = fc.oneof(
      fc.jsonValue(),
      fc
        .tuple(fc.constantFrom(...good()), fc.nat(), fc.jsonValue())
        .map(([of, n, by]) => ({ ...of, [Object.keys(of)[n % Object.keys(of).length] ?? '']: by })),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 5 }), anyLine, async (at, other) => {
        // An error line is a meaning too; a picture comes only from lines that say all that they should.
        const said = good().map((usual, n) => (n === at ? other : usual));
        await outcome(say(said.map(line).join('')));
      }),
      { numRuns: 300 },
    );
  });

  it('only the whole answer, in its order, is a picture', async () => {
    const say = await saying();
    const lines = fc.array(fc.constantFrom(...good().map(line), line({ event: 'cancelled', step: 1, t: 1 })), {
      maxLength: 8,
    });
    const whole = good().map(line).join('');
    const shuffled = fc.oneof(
      lines,
      fc.shuffledSubarray(good().map(line), { minLength: 5 }),
      fc.constant(good().map(line)),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async (said) => {
        const what = await outcome(say(said.join('')));
        if (what !== 'picture') {
          expect(said.join('')).not.toBe(whole);
          return;
        }
        const events = said.map((text) => (JSON.parse(text) as { event: string }).event);
        expect(events.join(' ')).toMatch(/^start( step)* done end\b/);
      }),
      { numRuns: 300 },
    );
  });

  it('an answer that is cut anywhere is an error', async () => {
    const say = await saying();
    const text = Buffer.from(good().map(line).join(''));
    // Whatever comes after the `end` line does not matter.
    const least = text.length - line(end).length;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: least }), async (length) => {
        expect(await outcome(say(text.subarray(0, length)))).toBe('error');
      }),
    );
  });

  it('a byte that is no UTF-8 anywhere is an error', async () => {
    const say = await saying();
    const text = Buffer.from(good().map(line).join(''));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length - line(end).length - 1 }), async (at) => {
        const broken = Buffer.from(text);
        broken[at] = 0xff;
        expect(await outcome(say(broken))).toBe('error');
      }),
    );
  });

  it.each([
    ['two pictures', () => [start, done(), done(), end]],
    ['a picture before it began', () => [done(), end]],
    ['a step before it began', () => [step(1), start, done(), end]],
    ['two beginnings', () => [start, start, done(), end]],
    ['steps that go back', () => [start, step(2), step(1), done(), end]],
    ['a step twice', () => [start, step(1), step(1), done(), end]],
    ['more steps than there are', () => [start, step(4), done(), end]],
    ['a picture of another size', () => [start, done(larger), end]],
    ['a picture that says another size than it has', () => [start, { ...done(), width: 256 }, end]],
    ['eight bytes of a PNG', () => [start, done(png.subarray(0, 8)), end]],
    ['a PNG without its header', () => [start, done(Buffer.concat([png.subarray(0, 8), Buffer.alloc(100)])), end]],
    ['a preview of 2 MB', () => [start, { ...step(1), preview: 'A'.repeat(2 * MB) }, done(), end]],
  ])('%s is a crash', async (_, lines) => {
    const say = await saying();
    await expect(say(lines().map(line).join(''))).rejects.toThrow(ModelCrashed);
  });

  it('a line of 10 MB, and one in pieces of a byte, are read', async () => {
    const say = await saying();
    const padded = [start, { ...done(), padding: 'x'.repeat(10 * MB) }, end].map(line).join('');
    expect(await outcome(say(padded))).toBe('picture');
    const bytes = [start, done(), end].map(line).join('');
    expect(await outcome(say(...bytes))).toBe('picture');
  });
});

describe('what does not end is given up on', () => {
  /** Writes as fast as it is read, for ever. Says how much that was. */
  function endless(status: number, chunk: Buffer) {
    const said = { bytes: 0 };
    const listener: RequestListener = (request, response: ServerResponse) => {
      request.resume();
      response.writeHead(status);
      const write = () => {
        while (!response.destroyed) {
          said.bytes += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', write);
      write();
    };
    return { said, listener };
  }

  it('a line', async () => {
    const { said, listener } = endless(200, Buffer.alloc(MB, 'x'));
    const client = await clientOf(listener);
    await expect(collect(client.develop(REQUEST, new AbortController().signal))).rejects.toThrow(ModelCrashed);
    expect(said.bytes).toBeLessThan(90 * MB);
  });

  it('an answer that is an error', async () => {
    const { said, listener } = endless(500, Buffer.alloc(MB, 'x'));
    const client = await clientOf(listener);
    await expect(collect(client.develop(REQUEST, new AbortController().signal))).rejects.toThrow(ModelCrashed);
    expect(said.bytes).toBeLessThan(20 * MB);
  });

  it('a list of models', async () => {
    const { said, listener } = endless(200, Buffer.alloc(MB, ' '));
    const client = await clientOf(listener);
    expect(await client.ready()).toEqual({});
    expect(said.bytes).toBeLessThan(20 * MB);
  });
});

it('a description of any kind is none, and asking never fails', async () => {
  let said: unknown;
  const client = await clientOf((_, response) => response.end(JSON.stringify(said)));
  const list = { models: [{ modelName: 'builtin' }] };
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.constant(list)), async (value) => {
      said = value;
      expect(await client.describe()).toEqual([]);
      expect(Object.values(await client.ready())).not.toContain(true);
    }),
  );
});
