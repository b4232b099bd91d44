import type http from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { listen, type TestServer } from '../../server/test/support/http-server.ts';
import { S3Proxy } from './s3-proxy.ts';

let store: TestServer;
let proxy: S3Proxy;

/** Answers with what it was asked, and under which name. */
async function start(): Promise<void> {
  const answer: http.RequestListener = (request, response) => {
    const { method, url, headers } = request;
    request.pipe(response.writeHead(200, { 'x-asked': `${method} ${url} ${headers.host}` }));
  };
  store = await listen(answer);
  proxy = await S3Proxy.before(store.url);
}
afterEach(async () => {
  proxy.close();
  await store.close();
});

const put = () => fetch(`${proxy.url}/bucket/key?x=1`, { method: 'PUT', body: 'bytes' });

it('passes requests on as they are, under the name that the sender signed', async () => {
  await start();
  const answer = await put();
  expect(answer.headers.get('x-asked')).toBe(`PUT /bucket/key?x=1 ${new URL(proxy.url).host}`);
  expect(await answer.text()).toBe('bytes');
});

it('full, it refuses to store and still gives what it has', async () => {
  await start();
  proxy.isFull = true;
  const refusal = await put();
  expect(refusal.status).toBe(507);
  expect(await refusal.text()).toContain('XMinioStorageFull');
  expect((await fetch(proxy.url)).status).toBe(200);
});

it('answers nothing when the store behind it is gone', async () => {
  await start();
  await store.close();
  await expect(put()).rejects.toThrow();
});
