import sharp from 'sharp';
import { thumbHashToRGBA } from 'thumbhash';
import { describe, expect, it } from 'vitest';
import { makeThumbnail } from './thumbnails.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 40 } } })
    .png()
    .toBuffer();

describe('[PC1] a thumbnail', () => {
  it.each([
    [2048, 1024, 512, 256],
    [1024, 2048, 256, 512],
    [1024, 1024, 512, 512],
    [512, 512, 512, 512],
    [128, 128, 128, 128],
    [64, 2048, 16, 512],
  ])('of %i x %i is a WebP of %i x %i: at most 512 px, never enlarged', async (width, height, toWidth, toHeight) => {
    const thumbnail = await makeThumbnail(await picture(width, height));
    const { format, width: w, height: h } = await sharp(thumbnail.webp).metadata();
    expect([format, w, h]).toEqual(['webp', toWidth, toHeight]);
    expect(thumbnail).toMatchObject({ width: toWidth, height: toHeight });
  });

  it('has a placeholder of a few bytes that shows its colour and shape', async () => {
    const { placeholder } = await makeThumbnail(await picture(1024, 512));
    const bytes = Buffer.from(placeholder, 'base64');
    expect(bytes.length).toBeLessThan(40);
    const { w, h, rgba } = thumbHashToRGBA(bytes);
    expect(w / h).toBeCloseTo(2, 0);
    const [red = 0, green = 0, blue = 0] = rgba;
    expect(Math.max(Math.abs(red - 200), Math.abs(green - 30), Math.abs(blue - 40))).toBeLessThan(25);
  });

  it('is refused for what is not a picture', async () => {
    await expect(makeThumbnail(Buffer.from('not a picture'))).rejects.toThrow();
  });
});
