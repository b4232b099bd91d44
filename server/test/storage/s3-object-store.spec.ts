import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3ObjectStore } from '../../src/storage/s3-object-store.ts';
import { freePort } from '../support/free-port.ts';
import { type S3Server, s3Server } from '../support/s3-server.ts';
import { testEnv } from '../support/test-env.ts';
import { objectStoreContract } from './object-store.contract.ts';

let server: S3Server;
let store: S3ObjectStore;

beforeAll(async () => {
  server = await s3Server();
  store = new S3ObjectStore(testEnv(server.env));
  await store.ensureBucket();
}, 30_000);

afterAll(async () => {
  store?.onModuleDestroy();
  await server?.stop();
});

describe('S3ObjectStore keeps the contract', () => {
  objectStoreContract(() => store);
});

describe('S3ObjectStore says what is wrong', () => {
  const withEnv = (given: Record<string, string>) => new S3ObjectStore(testEnv({ ...server.env, ...given }));

  it('[AK3] unavailable, so retryable, when nobody listens', async () => {
    const away = withEnv({ S3_ENDPOINT: `http://127.0.0.1:${await freePort()}` });
    const unavailable = { code: 'unavailable', status: 503 };
    await expect(away.put('a', Buffer.from('x'), { contentType: 'image/png' })).rejects.toMatchObject(unavailable);
    await expect(away.get('a')).rejects.toMatchObject(unavailable);
    await expect(away.head('a')).rejects.toMatchObject(unavailable);
    await expect(away.delete(['a'])).rejects.toMatchObject(unavailable);
    await expect(away.ping()).rejects.toMatchObject(unavailable);
    await expect(away.ensureBucket()).rejects.toMatchObject(unavailable);
    await expect(async () => {
      for await (const _ of away.list('a'));
    }).rejects.toMatchObject(unavailable);
  });

  it('unavailable when a store that accepts but never answers is given up on', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const hung = withEnv({ S3_ENDPOINT: `http://127.0.0.1:${port}` });
    await expect(hung.ping(AbortSignal.timeout(200))).rejects.toMatchObject({ code: 'unavailable' });
    hung.onModuleDestroy();
    silent.close();
  });

  it('internal, so not retried, when the keys are wrong', async () => {
    const stranger = withEnv({ S3_SECRET_ACCESS_KEY: 'not-the-secret' });
    await expect(stranger.put('a', Buffer.from('x'), { contentType: 'image/png' })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('creates a bucket that is missing, once', async () => {
    const fresh = withEnv({ S3_BUCKET: `fresh-${Date.now()}` });
    await expect(fresh.ping()).rejects.toMatchObject({ name: 'DomainError' });
    await Promise.all([fresh.ensureBucket(), fresh.ensureBucket()]);
    await fresh.ping();
  });
});
