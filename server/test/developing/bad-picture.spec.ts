/** [GN1] A model whose answers cannot be trusted: the generation fails with a reason, and no bad picture has a row or an object. */
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import { listen, type TestServer } from '../support/http-server.ts';
import { Person } from '../support/person.ts';
import { expectNothing, expectWhole } from '../support/pictures.ts';
import type { RoomTab } from '../support/room-tab.ts';

const SIDE = 64;

let model: TestServer;
let cluster: Cluster;
let ada: Person;
let tab: RoomTab;
/** What the model answers with, after its first line. */
let say: (response: ServerResponse) => void;

beforeAll(async () => {
  model = await listen((request, response) => {
    request.resume();
    if (!request.url?.startsWith('/predictions')) return void response.end('[]');
    response.write(line({ event: 'start', steps: 4, model: 'builtin', version: '1.0', t: 1 }));
    say(response);
  });
  cluster = await Cluster.start({ workers: 0 });
  await cluster.addWorker({
    TORCHSERVE_URL: model.url,
    TORCHSERVE_MANAGEMENT_URL: model.url,
    TORCHSERVE_KEY_FILE: '',
    MAX_ATTEMPTS: '1',
  });
  ada = await Person.enter(cluster.gateway);
  tab = await ada.host();
});
afterAll(async () => {
  ada?.leave();
  await cluster?.stop();
  await model?.close();
});

const line = (value: object) => `${JSON.stringify(value)}\n`;
const end = line({ event: 'end', t: 3 });
/** Of noise: some ten kilobytes that do not compress. */
const picture = (side: number) =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
const done = (png: Buffer) =>
  line({
    event: 'done',
    seed: 1,
    width: SIDE,
    height: SIDE,
    png: png.toString('base64'),
    denoise_ms: 1,
    decode_ms: 1,
    t: 2,
  });
const withByte = (png: Buffer, at: number) => {
  const spoilt = Buffer.from(png);
  spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
  return spoilt;
};

it.each<[string, () => Promise<string>]>([
  ['half of its bytes', async () => done((await picture(SIDE)).subarray(0, 2_000)) + end],
  ['a byte of its pixels wrong', async () => done(withByte(await picture(SIDE), 1_000)) + end],
  ['nothing but a header', async () => done((await picture(SIDE)).subarray(0, 40)) + end],
  ['another size', async () => done(await picture(2 * SIDE)) + end],
  [
    'another format',
    async () =>
      done(
        await sharp(await picture(SIDE))
          .jpeg()
          .toBuffer(),
      ) + end,
  ],
  ['no end', async () => done(await picture(SIDE))],
  ['a second one behind it', async () => done(await picture(SIDE)).repeat(2) + end],
])('a picture with %s', async (_, text) => {
  const said = await text();
  say = (response) => response.end(said);
  const asked = await tab.request();
  const failed = await tab.ended(asked.id, 'generation:failed');
  expect(failed).toMatchObject({ pictures: [], error: { code: 'model_failed' } });
  // Words for a person: what a library or the database said stays in the log.
  expect(failed.error?.message).toMatch(/^(The model|It was tried|Something went wrong)/);
  await expectNothing(cluster.data, failed);
});

it('and a good one is kept', async () => {
  const said = done(await picture(SIDE)) + end;
  say = (response) => response.end(said);
  const asked = await tab.request();
  await expectWhole(cluster.data, await tab.ended(asked.id));
});
