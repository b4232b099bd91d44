import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readPngText } from './png-text.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer | string): Buffer {
  const body = Buffer.from(data);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
}
const png = (...chunks: Buffer[]) =>
  Buffer.concat([SIGNATURE, chunk('IHDR', Buffer.alloc(13)), ...chunks, chunk('IEND', '')]);
const joined = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));

it('[BD10] reads texts of every kind, and UTF-8 where Latin-1 was due', async () => {
  const file = png(
    chunk('tEXt', 'parameters\0a red apple'),
    chunk('tEXt', Buffer.from('latin\0caf\xe9', 'latin1')),
    chunk('tEXt', 'odd\0りんご'),
    chunk('iTXt', joined('darkroom\0\0\0en\0\0', '{"prompt":"🍎"}')),
    chunk('iTXt', joined('packed\0\x01\0\0\0', deflateSync('ein Apfel'))),
    chunk('zTXt', joined('Comment\0\0', deflateSync('une pomme'))),
  );
  expect(await readPngText(file)).toEqual({
    parameters: 'a red apple',
    latin: 'café',
    odd: 'りんご',
    darkroom: '{"prompt":"🍎"}',
    packed: 'ein Apfel',
    Comment: 'une pomme',
  });
});

it('[BD10] bears what is damaged or no PNG, and unpacks no bomb', async () => {
  const text = chunk('tEXt', 'parameters\0x');
  expect(await readPngText(Buffer.from('GIF89a'))).toEqual({});
  expect(await readPngText(new Uint8Array(0))).toEqual({});
  expect(await readPngText(SIGNATURE)).toEqual({});
  expect(await readPngText(png(text).subarray(0, -12))).toEqual({ parameters: 'x' });
  expect(await readPngText(png(chunk('tEXt', 'no separator'), chunk('iTXt', 'half\0'), text))).toEqual({
    parameters: 'x',
  });
  const bomb = chunk('zTXt', joined('bomb\0\0', deflateSync(Buffer.alloc(50_000_000))));
  const broken = chunk('zTXt', 'broken\0\0garbage');
  expect(await readPngText(png(bomb, broken, text))).toEqual({ parameters: 'x' });
  const long = png(text);
  long.writeUInt32BE(0xffffffff, SIGNATURE.length + 25);
  expect(await readPngText(long)).toEqual({});
});
