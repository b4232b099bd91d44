import { describe, expect, it } from 'vitest';
import { readExifComment } from './exif-comment.ts';

const TEXT = 'a castle\nSteps: 28, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x768';

function utf16(text: string, isBig: boolean): Buffer {
  const little = Buffer.from(text, 'utf16le');
  return isBig ? little.swap16() : little;
}

/** A list of lists with the camera's name and the list that holds the comment. */
function tiffOf(comment: Buffer, isLittle: boolean): Buffer {
  const u16 = (value: number) => {
    const bytes = Buffer.alloc(2);
    if (isLittle) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (isLittle) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const entry = (tag: number, type: number, count: number, value: number) =>
    Buffer.concat([u16(tag), u16(type), u32(count), u32(value)]);
  const lists = [entry(0x010f, 2, 4, 0), entry(0x8769, 4, 1, 38)];
  const head = [Buffer.from(isLittle ? 'II' : 'MM'), u16(42), u32(8)];
  // The comment's list stands at 38, the comment behind it.
  return Buffer.concat([
    ...head,
    u16(lists.length),
    ...lists,
    u32(0),
    u16(1),
    entry(0x9286, 7, comment.length, 56),
    u32(0),
    comment,
  ]);
}

function jpegOf(tiff: Buffer): Buffer {
  const segment = (kind: number, content: Buffer) => {
    const head = Buffer.from([0xff, kind, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  };
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0')),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0')),
    exif,
    segment(0xda, Buffer.alloc(8)),
  ]);
}

function webpOf(exif: Buffer): Buffer {
  const chunk = (kind: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    return Buffer.concat([Buffer.from(kind), length, content, Buffer.alloc(content.length % 2)]);
  };
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8 ', Buffer.alloc(33)), chunk('EXIF', exif)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), length, body]);
}

const unicode = (isBig: boolean, text = TEXT) => Buffer.concat([Buffer.from('UNICODE\0'), utf16(text, isBig)]);

describe('[BD10] the comment of a JPEG or WebP', () => {
  it.each([
    ['as the web UI writes it', jpegOf(tiffOf(unicode(true), false))],
    ['with the bytes the other way round', jpegOf(tiffOf(unicode(false), true))],
    ['in another order than the list', jpegOf(tiffOf(unicode(true), true))],
    ['in ASCII', jpegOf(tiffOf(Buffer.from(`ASCII\0\0\0${TEXT}\0`), true))],
    ['in a WebP', webpOf(tiffOf(unicode(true), false))],
    ['in a WebP, begun as in a JPEG', webpOf(Buffer.concat([Buffer.from('Exif\0\0'), tiffOf(unicode(true), false)]))],
  ])('is read %s', (_, file) => {
    expect(readExifComment(file)).toBe(TEXT);
  });

  it('is read in any script', () => {
    const text = 'りんご 🍎\nSteps: 4, Sampler: LCM, Seed: 1';
    expect(readExifComment(jpegOf(tiffOf(unicode(true, text), false)))).toBe(text);
  });

  it('is none in what is damaged, of another kind, or has none', () => {
    const file = jpegOf(tiffOf(unicode(true), false));
    for (let length = 0; length < file.length; length++) {
      const cut = readExifComment(file.subarray(0, length));
      expect(cut === null || TEXT.startsWith(cut.slice(0, -1)), `${length} bytes of it`).toBe(true);
    }
    for (const other of ['GIF89a', 'RIFF\xff\xff\xff\xffWAVE', '\x89PNG\r\n\x1a\n'])
      expect(readExifComment(Buffer.from(other, 'latin1'))).toBeNull();
    expect(readExifComment(webpOf(Buffer.from('MM')))).toBeNull();
    expect(readExifComment(new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff]))).toBeNull();
  });
});
