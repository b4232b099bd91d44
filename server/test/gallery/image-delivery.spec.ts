/** Pictures over HTTP, through Nest and Express as in the server, from a real S3 server. */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Controller, Get, Module, Param, Query, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENV } from '../../src/config/env.ts';
import { ImageDelivery } from '../../src/gallery/image-delivery.ts';
import { DomainErrorFilter } from '../../src/shared/domain-error.filter.ts';
import { Log } from '../../src/shared/log.ts';
import { ObjectStore } from '../../src/storage/object-store.ts';
import { S3ObjectStore } from '../../src/storage/s3-object-store.ts';
import { sha256 } from '../../src/storage/sha256.ts';
import { freePort } from '../support/free-port.ts';
import { listen } from '../support/http-server.ts';
import { type S3Server, s3Server } from '../support/s3-server.ts';
import { testEnv } from '../support/test-env.ts';

const PICTURE = Buffer.from(Array.from({ length: 10_000 }, (_, i) => (i * 7 + (i >> 8)) % 256));
const KEY = `rooms/${uuidv7()}/${uuidv7()}/0.png`;
const ETAG = `"${sha256(PICTURE)}"`;

/** What the gallery does, less the question whether the browser may. `bytes` is not always known there. */
@Controller()
class Pictures {
  constructor(private readonly delivery: ImageDelivery) {}

  @Get('picture/:known')
  async send(
    @Param('known') known: string,
    @Query('name') downloadName: string | undefined,
    @Query('key') key: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const bytes = known === 'known' ? PICTURE.length : undefined;
    const picture = { contentType: 'image/png', sha256: sha256(PICTURE), bytes, downloadName };
    await this.delivery.send(key ?? KEY, picture, request, response);
  }
}

async function serve(given: Record<string, string>): Promise<{ app: NestExpressApplication; url: string }> {
  const providers = [
    { provide: ENV, useValue: testEnv(given) },
    { provide: ObjectStore, useClass: S3ObjectStore },
    ImageDelivery,
    Log,
  ];
  @Module({ controllers: [Pictures], providers })
  class TestModule {}

  const app = await NestFactory.create<NestExpressApplication>(TestModule, {
    logger: false,
    forceCloseConnections: true,
  });
  app.useGlobalFilters(new DomainErrorFilter(app.get(Log)));
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl() };
}

let s3: S3Server;
let proxy: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  s3 = await s3Server();
  proxy = await serve(s3.env);
  const store = proxy.app.get(ObjectStore);
  await store.ensureBucket();
  await store.put(KEY, PICTURE, { contentType: 'image/png' });
}, 30_000);

afterAll(async () => {
  await proxy?.app.close();
  await s3?.stop();
});

const get = (headers: Record<string, string> = {}, path = '/picture/known', init: RequestInit = {}) =>
  fetch(proxy.url + path, { headers, ...init });
const bytesOf = async (answer: globalThis.Response) => Buffer.from(await answer.arrayBuffer());

describe('the whole picture', () => {
  it('[PC3] comes with its type, length, ETag and a year of private caching', async () => {
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '10000',
      'cache-control': 'private, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
      etag: ETAG,
    });
    expect(answer.headers.has('content-disposition')).toBe(false);
    expect(await bytesOf(answer)).toEqual(PICTURE);
  });

  it('[PC3] is not sent to a browser that has it', async () => {
    for (const known of [ETAG, `W/${ETAG}`, `"other", ${ETAG}`, '*']) {
      const answer = await get({ 'if-none-match': known });
      expect(answer.status).toBe(304);
      expect(answer.headers.get('etag')).toBe(ETAG);
      expect(await answer.text()).toBe('');
    }
    expect((await get({ 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is a download under its name when that is asked for', async () => {
    const answer = await get({}, `/picture/known?name=${encodeURIComponent('りんご.png')}`);
    expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('りんご')}.png`);
  });

  it('a HEAD says all of it but the bytes', async () => {
    const answer = await get({}, '/picture/known', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('10000');
    expect(answer.headers.get('etag')).toBe(ETAG);
  });
});

describe.each(['known', 'unknown'])('byte ranges, its length %s beforehand', (known) => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=9990-', 9_990, 9_999],
    ['bytes=-10', 9_990, 9_999],
    ['bytes=9000-99999', 9_000, 9_999],
    ['bytes=0-10,5-20', 0, 20],
  ])('[PC3] %s: bytes %i to %i', async (range, start, end) => {
    const answer = await get({ range }, `/picture/${known}`);
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/10000`);
    expect(answer.headers.get('content-length')).toBe(String(end - start + 1));
    expect(await bytesOf(answer)).toEqual(PICTURE.subarray(start, end + 1));
  });

  it('[PC3] a range behind the end is 416 and says the length, and no cache keeps it', async () => {
    const answer = await get({ range: 'bytes=10000-10001' }, `/picture/${known}`);
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */10000');
    expect(answer.headers.get('cache-control')).toBeNull();
  });

  it.each(['bytes=0-1,50-60', 'lines=1-2', 'nonsense'])('%s is answered with all of it', async (range) => {
    const answer = await get({ range }, `/picture/${known}`);
    expect(answer.status).toBe(200);
    expect(await bytesOf(answer)).toEqual(PICTURE);
  });

  it('a range of another version of it is answered with all of it', async () => {
    expect((await get({ range: 'bytes=0-9', 'if-range': '"other"' }, `/picture/${known}`)).status).toBe(200);
    expect((await get({ range: 'bytes=0-9', 'if-range': ETAG }, `/picture/${known}`)).status).toBe(206);
  });
});

describe('what goes wrong', () => {
  it.each(['GET', 'HEAD'])('%s of an object that is not there is 404, which no cache keeps', async (method) => {
    const answer = await get({}, '/picture/known?key=rooms/none', { method });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBeNull();
    if (method === 'GET') expect(await answer.json()).toMatchObject({ error: { code: 'not_found', retryable: false } });
  });

  it('[AK3] S3 away is a retryable 503 in JSON, which no cache keeps', async () => {
    const { app, url } = await serve({ ...s3.env, S3_ENDPOINT: `http://127.0.0.1:${await freePort()}` });
    const answer = await fetch(`${url}/picture/known`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('cache-control')).toBeNull();
    expect(answer.headers.get('etag')).not.toBe(ETAG);
    expect(await answer.json()).toMatchObject({ error: { code: 'unavailable', retryable: true } });
    await app.close();
  });

  it('S3 breaking off within a picture breaks the answer off too: it never looks whole', async () => {
    const broken = await listen((_, response) => {
      response.writeHead(200, { 'content-length': '10000', 'content-type': 'image/png' });
      response.write(PICTURE.subarray(0, 5_000), () => response.destroy());
    });
    const { app, url } = await serve({ ...s3.env, S3_ENDPOINT: broken.url });
    const answer = await fetch(`${url}/picture/known`);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await app.close();
    await broken.close();
  });

  it('a browser that leaves frees the connection to S3', async () => {
    const left = Promise.withResolvers<void>();
    const endless = await listen((_, response) => {
      response.on('close', left.resolve);
      response.writeHead(200, { 'content-length': '10000', 'content-type': 'image/png' });
      response.write(PICTURE.subarray(0, 5_000));
    });
    const { app, url } = await serve({ ...s3.env, S3_ENDPOINT: endless.url });
    const leaving = httpRequest(`${url}/picture/known`).end();
    const [answer] = await once(leaving, 'response');
    answer.on('error', () => {});
    leaving.destroy();
    await left.promise;
    await app.close();
    await endless.close();
  });
});

describe('delivered by the store itself', () => {
  it('[PC3] a redirect to a link that gives the picture, cached for less time than the link holds', async () => {
    const { app, url } = await serve({ ...s3.env, IMAGE_DELIVERY: 'presigned', IMAGE_URL_TTL_SECONDS: '300' });
    const answer = await fetch(`${url}/picture/known`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('cache-control')).toBe('private, max-age=150');
    expect(await bytesOf(await fetch(answer.headers.get('location') ?? ''))).toEqual(PICTURE);
    await app.close();
  });
});
