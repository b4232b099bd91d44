/** A store that has lost its mind: whatever it answers, a call ends in a DomainError or in what it promises, in memory that is bounded. */
import type { RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/shared/domain-error.ts';
import { S3ObjectStore } from '../../src/storage/s3-object-store.ts';
import { collect } from '../support/collect.ts';
import { listen, type TestServer } from '../support/http-server.ts';
import { testEnv } from '../support/test-env.ts';

const MB = 1_000_000;
const KEYS = { S3_ACCESS_KEY_ID: 'tester', S3_SECRET_ACCESS_KEY: 'a-secret-of-the-tests-only' };

let server: TestServer;
let store: S3ObjectStore;
let answer: RequestListener;

beforeAll(async () => {
  server = await listen((request, response) => {
    request.resume();
    answer(request, response);
  });
  store = new S3ObjectStore(testEnv({ ...KEYS, S3_ENDPOINT: server.url, S3_BUCKET: 'darkroom' }));
});
afterEach(() => {
  answer = (_, response) => response.writeHead(500).end();
});
afterAll(async () => {
  store?.onModuleDestroy();
  await server?.close();
});

const PICTURE = { contentType: 'image/png' };
const CALLS: [string, () => Promise<unknown>][] = [
  ['put', () => store.put('a', Buffer.from('x'), PICTURE)],
  ['get', async () => buffer((await store.get('a')).stream)],
  ['get of a range', async () => buffer((await store.get('a', { start: 2, end: 5 })).stream)],
  ['head', () => store.head('a')],
  ['delete', () => store.delete(['a'])],
  ['list', () => collect(store.list('rooms/'))],
  ['ping', () => store.ping()],
  ['ensureBucket', () => store.ensureBucket()],
];
/** They read what the store says; the others read only whether it says yes. */
const READS = ['delete', 'list'];

/** Whether it came to a good end. What else it may come to is an error that says what it means. */
async function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(['unavailable', 'internal', 'not_found']).toContain(error.code);
    return false;
  }
}

const xml = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
  fc
    .constantFrom(
      '<?xml version="1.0"?><ListBucketResult><Contents><Key>',
      '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>',
      '<Error><Code>&bomb;</Code></Error>',
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Error><Code>&b;&b;</Code></Error>',
      '<__proto__><constructor>1</constructor></__proto__>',
      '<html><body>It works!</body></html>',
      `${'<a>'.repeat(3_000)}`,
    )
    .map((text) => Buffer.from(text)),
);

describe('garbage for an answer', () => {
  it.each(CALLS)('%s', async (name, call) => {
    const property = fc.asyncProperty(xml, fc.constantFrom(200, 204, 206, 400, 403, 404, 409), async (body, status) => {
      answer = (_, response) => response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
      const isGood = await succeeds(call);
      // No such object, no such bucket: an answer, too.
      if (status >= 400 && !['head', 'ensureBucket'].includes(name)) expect(isGood).toBe(false);
      if (name === 'list') expect(isGood).toBe(false);
    });
    await fc.assert(property, { numRuns: 60, endOnFailure: true });
  });

  it.each(CALLS)('%s, with an error of the store itself, may be repeated', async (_, call) => {
    answer = (_, response) => response.writeHead(500).end('<Error><Code>');
    await expect(call()).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a picture that is not whole', () => {
  const whole = Buffer.from('0123456789');
  const saying =
    (status: number, headers: Record<string, string>, body: Buffer, isCut = false): RequestListener =>
    (_, response) => {
      response.writeHead(status, headers);
      if (isCut) response.write(body, () => response.destroy());
      else response.end(body);
    };
  const read = async () => buffer((await store.get('a')).stream);
  const readRange = async () => {
    const { bytes, totalBytes, stream } = await store.get('a', { start: 2, end: 5 });
    return { bytes, totalBytes, text: String(await buffer(stream)) };
  };

  it('cut short: the stream breaks off and does not end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 9 }), async (length) => {
        answer = saying(200, { 'content-length': '10' }, whole.subarray(0, length), true);
        await expect(read()).rejects.toThrow();
      }),
      { numRuns: 20 },
    );
  });

  it('of a length that is not told: refused, since nobody could tell whether it is whole', async () => {
    answer = (_, response) => {
      response.writeHead(200);
      response.write(whole.subarray(0, 5));
      response.end(whole.subarray(5));
    };
    await expect(store.get('a')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('longer than it says: no more than it says is given', async () => {
    answer = (_, response) => {
      const head = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\n';
      response.socket?.end(`${head}0123456789and more`);
    };
    expect(String(await read())).toBe('0123456789');
  });

  it.each([
    ['all of it', 200, { 'content-length': '10' }],
    ['another part', 206, { 'content-length': '4', 'content-range': 'bytes 0-3/10' }],
    ['more than was asked for', 206, { 'content-length': '10', 'content-range': 'bytes 2-5/10' }],
    ['a part of nobody knows what', 206, { 'content-length': '4' }],
  ])('%s instead of the range: refused', async (_, status, headers) => {
    answer = saying(status, headers, whole.subarray(0, Number(headers['content-length'])));
    await expect(readRange()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('the range itself is given', async () => {
    answer = saying(206, { 'content-length': '4', 'content-range': 'bytes 2-5/10' }, whole.subarray(2, 6));
    expect(await readRange()).toEqual({ bytes: 4, totalBytes: 10, text: '2345' });
  });
});

describe('what does not end is given up on', () => {
  let sentBytes: number;
  const endless =
    (status: number): RequestListener =>
    (_, response: ServerResponse) => {
      const chunk = Buffer.alloc(MB, '<a>');
      sentBytes = 0;
      response.writeHead(status, { 'content-type': 'application/xml' });
      const write = () => {
        while (!response.destroyed) {
          sentBytes += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', write);
      write();
    };

  it.each(CALLS.filter(([name]) => READS.includes(name) || name === 'put'))('%s', async (_, call) => {
    for (const status of [200, 403]) {
      answer = endless(status);
      await expect(call()).rejects.toBeInstanceOf(DomainError);
      expect(sentBytes).toBeLessThan(60 * MB);
    }
  });

  it.each([
    ['that begins anew for ever', '<NextContinuationToken>again</NextContinuationToken>'],
    ['that does not say where it goes on', ''],
  ])('a listing %s is refused: what is not in it would be taken for lost', async (_, token) => {
    const first = '<Contents><Key>rooms/a</Key></Contents>';
    answer = (_, response) =>
      response.end(`<ListBucketResult><IsTruncated>true</IsTruncated>${token}${first}</ListBucketResult>`);
    await expect(collect(store.list('rooms/'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
