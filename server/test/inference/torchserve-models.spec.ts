/** What is known of the models, against a management interface whose workers can be made to change, to be busy, and to be away. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TorchServeHttp } from '../../src/inference/torchserve-http.ts';
import { TorchServeModels } from '../../src/inference/torchserve-models.ts';
import { Log } from '../../src/shared/log.ts';
import { listen, type TestServer } from '../support/http-server.ts';
import { testEnv } from '../support/test-env.ts';

const description = (title: string) => ({
  name: 'builtin',
  title,
  version: '1.0',
  licence: 'Apache-2.0',
  builtin: true,
  note: 'Small.',
  defaults: { steps: 20, guidanceScale: 4, width: 128, height: 128, shift: 1.5 },
  limits: {
    steps: { min: 1, max: 100 },
    guidanceScale: { min: 0, max: 20 },
    size: { min: 64, max: 256, multipleOf: 16 },
    promptTokens: 77,
  },
  sizes: [{ width: 128, height: 128 }],
  words: ['apple'],
  device: 'cpu',
  dtype: 'float32',
});

let server: TestServer;
let http: TorchServeHttp;
let models: TorchServeModels;
let workers: { id: string; status: string; pid: number }[];
let described: number;
let answer: () => unknown;
/** A describe waits for it, as it waits for a running picture. */
let busy: Promise<void>;

beforeEach(async () => {
  workers = [{ id: '9000', status: 'READY', pid: 100 }];
  described = 0;
  answer = () => description('Built-in');
  busy = Promise.resolve();
  server = await listen(async (request, response) => {
    const json = (value: unknown) => response.end(JSON.stringify(value));
    if (request.url?.startsWith('/models?')) return json({ models: [{ modelName: 'builtin', modelUrl: 'builtin' }] });
    const status = { modelName: 'builtin', modelVersion: '1.0', workers };
    if (!request.url?.includes('customized=true')) return json([status]);
    described++;
    await busy;
    return json([{ ...status, customizedMetadata: answer() }]);
  });
  const env = testEnv({ TORCHSERVE_MANAGEMENT_URL: server.url });
  http = new TorchServeHttp(env);
  models = new TorchServeModels(http, new Log(env));
});

afterEach(async () => {
  await http.onModuleDestroy();
  await server.close();
});

describe('describe', () => {
  it('gives what a form needs, and leaves out what it does not', async () => {
    const [model] = await models.describe();
    expect(model).toMatchObject({ name: 'builtin', title: 'Built-in', defaults: { steps: 20 }, words: ['apple'] });
    expect(model).not.toHaveProperty('device');
  });

  it('reads a description that comes as a string of JSON', async () => {
    answer = () => JSON.stringify(description('As text'));
    expect(await models.describe()).toMatchObject([{ title: 'As text' }]);
  });

  it('asks a worker once, because the question waits behind its running picture', async () => {
    await models.describe();
    await models.describe();
    expect(described).toBe(1);
  });

  it('asks once when many want to know at the same time', async () => {
    await Promise.all([models.describe(), models.describe(), models.describe()]);
    expect(described).toBe(1);
  });

  it('asks again when the worker is another process, and answers from memory until then', async () => {
    await models.describe();
    workers = [{ id: '9000', status: 'READY', pid: 200 }];
    answer = () => description('Newer');
    const free = Promise.withResolvers<void>();
    busy = free.promise;
    expect(await models.describe()).toMatchObject([{ title: 'Built-in' }]);
    free.resolve();
    await vi.waitFor(async () => expect(await models.describe()).toMatchObject([{ title: 'Newer' }]));
    expect(described).toBe(2);
  });

  it('[QU4] remembers a model that is away', async () => {
    const known = await models.describe();
    await server.close();
    expect(await models.describe()).toEqual(known);
  });

  it('leaves out a model whose description makes no sense, and does not ask for it over and over', async () => {
    answer = () => ({ name: 'builtin' });
    expect(await models.describe()).toEqual([]);
    expect(await models.describe()).toEqual([]);
    expect(described).toBe(1);
  });
});

describe('ready', () => {
  it('is true while a worker can take a prompt, also while a describe waits', async () => {
    const free = Promise.withResolvers<void>();
    busy = free.promise;
    const describing = models.describe();
    await vi.waitFor(() => expect(described).toBe(1));
    expect(await models.ready()).toEqual({ builtin: true });
    free.resolve();
    await describing;
  });

  it.each(['WORKER_STARTED', 'WORKER_ERROR', 'UNLOADING'])('is false while its only worker is %s', async (status) => {
    workers = [{ id: '9000', status, pid: 100 }];
    expect(await models.ready()).toEqual({ builtin: false });
  });

  it('[QU4] is false for every model known once TorchServe is away', async () => {
    await models.ready();
    await server.close();
    expect(await models.ready()).toEqual({ builtin: false });
  });
});
