import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, createDeflate, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeBrought, MAX_EDGE } from './brought-picture.ts';
import { addPngText, readPngText } from './png-text.ts';

const plain = (width: number, height: number, background = '#c04020') =>
  sharp({ create: { width, height, channels: 3, background } });
const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  });

/** The colour in the middle. */
async function middle(png: Buffer, left?: number, top?: number) {
  const { width, height } = await sharp(png).metadata();
  const at = { left: left ?? width >> 1, top: top ?? height >> 1, width: 1, height: 1 };
  return [...(await sharp(png).extract(at).raw().toBuffer())];
}

describe('[BD6] what was brought is kept as pixels', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('%s', async (format) => {
    const { png, width, height } = await decodeBrought(await plain(64, 48).toFormat(format).toBuffer());
    expect(await sharp(png).metadata()).toMatchObject({
      format: 'png',
      width: 64,
      height: 48,
      depth: 'uchar',
      channels: 3,
    });
    expect({ width, height }).toEqual({ width: 64, height: 48 });
    for (const [i, value] of [0xc0, 0x40, 0x20].entries()) expect((await middle(png))[i]).toBeCloseTo(value, -1);
  });

  it('no metadata, no text, nothing behind the picture', async () => {
    const told = addPngText(
      await plain(32, 32)
        .withExif({ IFD0: { Copyright: 'Ada' } })
        .png()
        .toBuffer(),
      { parameters: 'x' },
    );
    const { png } = await decodeBrought(Buffer.concat([told, Buffer.from('PK\x03\x04<script>alert(1)</script>')]));
    expect(readPngText(png)).toEqual({});
    expect(await sharp(png).metadata()).not.toHaveProperty('exif');
    for (const text of ['Ada', 'PK', 'script']) expect(png.includes(text)).toBe(false);
  });

  it('upright, as its EXIF says', async () => {
    const turned = await plain(64, 32).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await decodeBrought(turned)).toMatchObject({ width: 32, height: 64 });
  });

  it('the first frame of an animation', async () => {
    const frames = await sharp(
      [await plain(16, 16, '#f00').png().toBuffer(), await plain(16, 16, '#00f').png().toBuffer()],
      { join: { animated: true } },
    )
      .webp({ lossless: true })
      .toBuffer();
    expect((await sharp(frames).metadata()).pages).toBe(2);
    const { png, height } = await decodeBrought(frames);
    expect(height).toBe(16);
    expect(await middle(png)).toEqual([255, 0, 0]);
  });

  it('CMYK, grey and 16 bit in sRGB, white where it was transparent', async () => {
    const cmyk = await plain(16, 16).toColourspace('cmyk').jpeg().toBuffer();
    const grey = await plain(16, 16).toColourspace('b-w').png().toBuffer();
    const deep = await plain(16, 16).toColourspace('rgb16').png().toBuffer();
    const clear = await sharp({ create: { width: 16, height: 16, channels: 4, background: '#f000' } })
      .png()
      .toBuffer();
    for (const file of [cmyk, grey, deep, clear]) {
      const kept = await sharp((await decodeBrought(file)).png).metadata();
      expect(kept).toMatchObject({ space: 'srgb', channels: 3, depth: 'uchar' });
    }
    expect(await middle((await decodeBrought(clear)).png)).toEqual([255, 255, 255]);
  });

  it('at most 2048 px on its longer edge, and never enlarged; a line stays a line', async () => {
    expect(await decodeBrought(await plain(3000, 1500).jpeg().toBuffer())).toMatchObject({
      width: MAX_EDGE,
      height: 1024,
    });
    expect(await decodeBrought(await plain(1, 1).png().toBuffer())).toMatchObject({ width: 1, height: 1 });
    expect(await decodeBrought(await plain(9000, 1).png().toBuffer())).toMatchObject({ width: MAX_EDGE, height: 1 });
  });

  it('the same file gives the same bytes', async () => {
    const file = await noise(64, 64).jpeg().toBuffer();
    expect((await decodeBrought(file)).png.equals((await decodeBrought(file)).png)).toBe(true);
  });
});

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
/** A PNG of RGB, whose header says this size, whatever its pixels are. */
function pngOf(width: number, height: number, pixels: Buffer, before: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([sign, chunk('IHDR', header), ...before, chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}
const zeros = (megabytes: number) => deflateSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 9 });
/** Packed, without ever having been in memory as a whole. */
async function unpacksTo(megabytes: number): Promise<Buffer> {
  const block = Buffer.alloc(1024 * 1024);
  return buffer(Readable.from(Array.from({ length: megabytes }, () => block)).pipe(createDeflate()));
}
const png = await noise(256, 256).png().toBuffer();
const jpeg = await noise(256, 256).jpeg().toBuffer();
const webp = await noise(256, 256).webp().toBuffer();
const [gif, tiff, avif] = (await Promise.all(
  (['gif', 'tiff', 'avif'] as const).map((format) => plain(16, 16).toFormat(format).toBuffer()),
)) as [Buffer, Buffer, Buffer];

describe('[BD5] what is no picture, or no honest one, is refused with the reason', () => {
  const kinds = /^Only PNG, JPEG and WebP/;
  const damaged = /damaged|not what it seems/;
  it.each<[string, Buffer, RegExp]>([
    ['nothing', Buffer.alloc(0), kinds],
    ['text', Buffer.from('hello'), kinds],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), kinds],
    ['GIF', gif, kinds],
    ['TIFF', tiff, kinds],
    ['AVIF', avif, kinds],
    ['PDF', Buffer.from('%PDF-1.7\n'), kinds],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), kinds],
    ['a picture behind something else', Buffer.concat([Buffer.from('GIF89a'), png]), kinds],
    ['signature alone, PNG', png.subarray(0, 8), damaged],
    ['signature alone, JPEG', jpeg.subarray(0, 3), damaged],
    ['signature alone, WebP', webp.subarray(0, 12), damaged],
    ['half a PNG', png.subarray(0, png.length / 2), damaged],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), damaged],
    ['half a WebP', webp.subarray(0, webp.length / 2), damaged],
    ['a PNG with a flipped byte', Buffer.from(png).fill(0xa5, 5000, 5040), damaged],
    [
      'an SVG that begins as a JPEG',
      Buffer.from('\xff\xd8\xff<svg xmlns="http://www.w3.org/2000/svg"/>', 'latin1'),
      damaged,
    ],
    ['a PNG that says 65,535 x 65,535', pngOf(65535, 65535, zeros(1)), /million pixels/],
    ['a PNG of no size', pngOf(0, 16, zeros(1)), damaged],
    ['a PNG of 50 million pixels', pngOf(10_000, 5_000, zeros(145)), /million pixels/],
    ['too few pixels for its size', pngOf(6000, 6000, zeros(1)), damaged],
  ])('%s', async (_, file, reason) => {
    await expect(decodeBrought(file)).rejects.toMatchObject({
      code: 'upload_invalid',
      message: expect.stringMatching(reason),
    });
  });

  it('a PNG whose pixels or texts unpack to a thousand times what it needs takes the memory of its size', async () => {
    const bomb = await unpacksTo(300);
    const text = chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), bomb]));
    const peakKb = process.resourceUsage().maxRSS;
    await decodeBrought(pngOf(16, 16, bomb)).catch(() => {});
    await decodeBrought(pngOf(16, 16, deflateSync(Buffer.alloc(16 * 49)), [text])).catch(() => {});
    expect(process.resourceUsage().maxRSS - peakKb).toBeLessThan(100 * 1024);
  }, 60_000);
});
