/** The client against a server that behaves as TorchServe does on its bad days. On the real one: torchserve.spec.ts. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DevelopEvent, DevelopRequest } from '../../src/inference/image-model.ts';
import { ModelAway, ModelCrashed, ModelFailed, ModelRefused } from '../../src/inference/model-errors.ts';
import { TorchServeClient } from '../../src/inference/torchserve.client.ts';
import { TorchServeHttp } from '../../src/inference/torchserve-http.ts';
import { TorchServeModels } from '../../src/inference/torchserve-models.ts';
import { Log } from '../../src/shared/log.ts';
import { collect } from '../support/collect.ts';
import { freePort } from '../support/free-port.ts';
import { bodyOf, listen, type TestServer } from '../support/http-server.ts';
import { testEnv } from '../support/test-env.ts';

const REQUEST: DevelopRequest = {
  job: '0198c0de-0000-7000-8000-000000000000',
  model: 'builtin',
  prompt: 'りんご 🍎',
  negativePrompt: 'blurry',
  steps: 2,
  guidanceScale: 4.5,
  seed: 42,
  width: 128,
  height: 64,
  previewMinIntervalMs: 100,
};

let png: Buffer;
beforeAll(async () => {
  png = await sharp({ create: { width: 128, height: 64, channels: 3, background: '#222' } })
    .png()
    .toBuffer();
});

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function clientOf(listener: RequestListener, given: Record<string, string> = {}): Promise<TorchServeClient> {
  const server: TestServer = await listen(listener);
  open.push(() => server.close());
  return clientAt(server.url, given);
}

function clientAt(url: string, given: Record<string, string> = {}): TorchServeClient {
  const env = testEnv({ TORCHSERVE_URL: url, ...given });
  const http = new TorchServeHttp(env);
  open.push(() => http.onModuleDestroy());
  return new TorchServeClient(http, new TorchServeModels(http, new Log(env)));
}

const develop = (client: TorchServeClient, signal = new AbortController().signal) =>
  collect(client.develop(REQUEST, signal));

const line = (value: object) => `${JSON.stringify(value)}\n`;
const START = line({ event: 'start', steps: 2, model: 'builtin', version: '1.0', t: 1_764_000_000.25 });
const STEP = line({
  event: 'step',
  step: 1,
  steps: 2,
  preview: 'AQID',
  preview_type: 'image/webp',
  t: 1_764_000_000.5,
});
const STEP_WITHOUT_PREVIEW = line({ event: 'step', step: 2, steps: 2, t: 1_764_000_001 });
const END = line({ event: 'end', t: 1_764_000_002 });
const done = () => {
  const picture = { seed: 42, width: 128, height: 64, png: png.toString('base64') };
  return line({ event: 'done', ...picture, denoise_ms: 12.5, decode_ms: 3, t: 1_764_000_001.5 });
};

const answering =
  (...parts: (string | (() => string))[]): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const part of parts) response.write(typeof part === 'string' ? part : part());
    response.end();
  };

describe('a run that goes well', () => {
  it('gives start, each step with or without its preview, and the picture', async () => {
    const client = await clientOf(answering(START, STEP, STEP_WITHOUT_PREVIEW, done, END));
    expect(await develop(client)).toEqual<DevelopEvent[]>([
      { event: 'start', steps: 2, model: 'builtin', version: '1.0', sentAtMs: 1_764_000_000_250 },
      {
        event: 'step',
        step: 1,
        steps: 2,
        preview: Buffer.from([1, 2, 3]),
        previewType: 'image/webp',
        sentAtMs: 1_764_000_000_500,
      },
      { event: 'step', step: 2, steps: 2, preview: null, previewType: null, sentAtMs: 1_764_000_001_000 },
      { event: 'done', png, seed: 42, width: 128, height: 64, denoiseMs: 12.5, decodeMs: 3 },
    ]);
  });

  it('sends what the handler reads, with the job that a cancel goes by', async () => {
    let sent: unknown;
    let path: string | undefined;
    const client = await clientOf(async (request, response) => {
      path = request.url;
      sent = await bodyOf(request);
      answering(START, done, END)(request, response);
    });
    await develop(client);
    expect(path).toBe('/predictions/builtin');
    expect(sent).toEqual({
      job: REQUEST.job,
      prompt: 'りんご 🍎',
      negative_prompt: 'blurry',
      steps: 2,
      guidance_scale: 4.5,
      seed: 42,
      width: 128,
      height: 64,
      preview_every: 1,
      preview_min_interval_ms: 100,
    });
  });

  it('gives each step while the picture develops, not at its end', async () => {
    let goOn = () => {};
    const client = await clientOf((request, response) => {
      request.resume();
      response.writeHead(200).write(START + STEP);
      goOn = () => void response.end(done() + END);
    });
    const seen: string[] = [];
    for await (const { event } of client.develop(REQUEST, new AbortController().signal)) {
      seen.push(event);
      if (event === 'step') goOn();
    }
    expect(seen).toEqual(['start', 'step', 'done']);
  });

  it('[GN5] ends with `cancelled`, and no picture, when the model says so', async () => {
    const client = await clientOf(answering(START, STEP, line({ event: 'cancelled', step: 1, t: 1 }), END));
    expect((await develop(client)).at(-1)).toEqual({ event: 'cancelled', step: 1 });
  });

  it('ignores a field that it does not know, as a newer handler may send', async () => {
    const client = await clientOf(answering(START.replace('}', ',"queue_ms":3}'), done, END));
    expect(await develop(client)).toHaveLength(2);
  });
});

describe('a model that is away costs no attempt [GN7]', () => {
  it('nobody listens', async () => {
    const client = clientAt(`http://127.0.0.1:${await freePort()}`);
    await expect(develop(client)).rejects.toThrow(ModelAway);
  });

  it('no worker is ready', async () => {
    const body = { code: 503, type: 'ServiceUnavailableException', message: 'Model "builtin" has no worker' };
    const client = await clientOf((_, response) => response.writeHead(503).end(JSON.stringify(body)));
    await expect(develop(client)).rejects.toThrow(ModelAway);
  });
});

describe('a run that was cut off is a crash', () => {
  const cutAfter =
    (text: string): RequestListener =>
    async (request: IncomingMessage, response: ServerResponse) => {
      request.resume();
      await once(request, 'end');
      if (!text) return void response.destroy();
      response.writeHead(200);
      response.write(text, () => response.destroy());
    };

  it.each([
    ['before the first line', ''],
    ['after the first line', START],
    ['within a line', START + STEP.slice(0, 20)],
  ])('the connection breaks %s', async (_, text) => {
    await expect(develop(await clientOf(cutAfter(text)))).rejects.toThrow(ModelCrashed);
  });

  it.each([
    ['ends in order but without a result', () => START + STEP],
    ['gives a picture but never says that it ended', () => START + done()],
    ['says that it ended but gave no picture', () => START + END],
    ['goes on after its picture', () => START + done() + STEP + END],
    ['sends something that is no JSON', () => `${START}Traceback (most recent call last):\n`],
    ['sends a line of no known kind', () => START + line({ event: 'hello' })],
    ['sends a step without its number', () => START + line({ event: 'step', steps: 2, t: 1 })],
    ['sends a picture that is no PNG', () => START + done().replace(png.toString('base64'), 'bm90IGEgUE5H') + END],
  ])('the model %s', async (_, text) => {
    await expect(develop(await clientOf(answering(text)))).rejects.toThrow(ModelCrashed);
  });
});

describe('what the model says itself', () => {
  it('a request that it refuses is refused with its reason', async () => {
    const body = { code: 400, type: 'PredictionException', message: 'steps_invalid: steps: must be 1 to 100' };
    const client = await clientOf((_, response) => response.writeHead(400).end(JSON.stringify(body)));
    const failure = await develop(client).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelRefused);
    expect(failure).toMatchObject({ field: 'steps', message: 'steps must be 1 to 100' });
  });

  it('an error line fails the run with code and reason, and says whether to try again', async () => {
    const error = line({ event: 'error', code: 'out_of_memory', message: 'Too large.', retryable: true, t: 1 });
    const failure = await develop(await clientOf(answering(START, error, END))).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ModelFailed);
    expect(failure).toMatchObject({ code: 'out_of_memory', message: 'Too large.', retryable: true });
  });
});

describe('leaving early', () => {
  const untilGone = () => {
    const gone = Promise.withResolvers<void>();
    const listener: RequestListener = (request, response) => {
      request.resume();
      response.on('close', gone.resolve);
      response.writeHead(200).write(START);
    };
    return { listener, gone: gone.promise };
  };

  it('an abort ends the run with its own reason and closes the connection', async () => {
    const { listener, gone } = untilGone();
    const abort = new AbortController();
    const reason = new Error('The worker shuts down');
    const run = (async () => {
      for await (const _ of (await clientOf(listener)).develop(REQUEST, abort.signal)) abort.abort(reason);
    })();
    await expect(run).rejects.toBe(reason);
    await gone;
  });

  it('an abort before the answer ends the run too', async () => {
    const abort = new AbortController();
    const client = await clientOf(() => abort.abort(new Error('Enough')));
    await expect(develop(client, abort.signal)).rejects.toThrow('Enough');
  });

  it('a reader that stops closes the connection', async () => {
    const { listener, gone } = untilGone();
    for await (const _ of (await clientOf(listener)).develop(REQUEST, new AbortController().signal)) break;
    await gone;
  });
});

describe("TorchServe's key", () => {
  it('is sent where a key file is given, and read anew when TorchServe has written another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-key-'));
    open.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'key_file.json');
    const write = (key: string) => writeFile(file, JSON.stringify({ inference: { key }, management: { key: 'm' } }));
    const seen: unknown[] = [];
    const client = await clientOf(
      (request, response) => {
        seen.push(request.headers.authorization);
        answering(START, done, END)(request, response);
      },
      { TORCHSERVE_KEY_FILE: file },
    );
    await write('first');
    await develop(client);
    await write('second');
    await develop(client);
    expect(seen).toEqual(['Bearer first', 'Bearer second']);
  });

  it('[GN7] a key file that is not there yet means away', async () => {
    const client = await clientOf(answering(START, done, END), { TORCHSERVE_KEY_FILE: '/nowhere/key_file.json' });
    await expect(develop(client)).rejects.toThrow(ModelAway);
  });
});
