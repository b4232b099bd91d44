import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { addPngText, readPngText } from './png-text.ts';

let png: Buffer;
beforeAll(async () => {
  png = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#c0392b' } })
    .png()
    .toBuffer();
});

const typeOf = (file: Buffer) => file.toString('latin1', 37, 41);

describe('[PC2] text inside a PNG', () => {
  it('is read back as it was written, whatever the script', () => {
    // Any text that the protocol lets through: no NUL, no lone surrogates.
    const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed() && !value.includes('\0'));
    fc.assert(
      fc.property(text, (value) => {
        expect(readPngText(addPngText(png, { note: value }))).toEqual({ note: value });
      }),
    );
  });

  it('lies before the pixels, where readers look that stop at them', () => {
    const file = addPngText(png, { parameters: 'a red apple' });
    expect(file.indexOf('parameters')).toBeLessThan(file.indexOf('IDAT'));
  });

  it('is tEXt where Latin-1 can hold it and iTXt where it cannot', () => {
    expect(typeOf(addPngText(png, { note: 'café' }))).toBe('tEXt');
    expect(typeOf(addPngText(png, { note: 'りんご' }))).toBe('iTXt');
  });

  it('leaves the pixels as they were, for a decoder that checks every CRC', async () => {
    const file = addPngText(png, { parameters: 'りんご', darkroom: '{}' });
    const decoded = await sharp(file, { failOn: 'warning' }).raw().toBuffer();
    expect(decoded).toEqual(await sharp(png).raw().toBuffer());
  });

  it('is found by another reader under the same keywords', async () => {
    const { comments } = await sharp(
      addPngText(png, { parameters: 'a red apple', darkroom: '{"りんご":1}' }),
    ).metadata();
    expect(comments).toEqual([
      { keyword: 'parameters', text: 'a red apple' },
      { keyword: 'darkroom', text: '{"りんご":1}' },
    ]);
  });

  it('a damaged file is refused by the reader', () => {
    const file = addPngText(png, { note: 'a red apple' });
    file.write('green', file.indexOf('a red') + 2);
    expect(() => readPngText(file)).toThrow(/CRC/);
  });

  it('what is not a PNG is refused', () => {
    expect(() => addPngText(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { note: 'x' })).toThrow(
      'Not a PNG',
    );
  });
});
