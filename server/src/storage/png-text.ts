/**
 * Text inside a PNG [PC2]. Writing sets chunks between the header and the pixels and copies the rest as it is; encoding the whole
 * file anew (png-chunks-encode) would block the process for 100 ms on a 3 MB picture.
 */
import { crc32, inflateSync } from 'node:zlib';
import extractChunks from 'png-chunks-extract';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Signature and IHDR, which always comes first and is always 13 bytes long. */
const HEADER_BYTES = SIGNATURE.length + 4 + 4 + 13 + 4;

/** @throws Error for what is not a PNG. */
export function addPngText(png: Buffer, texts: Record<string, string>): Buffer {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE) || png.toString('latin1', 12, 16) !== 'IHDR') {
    throw new Error('Not a PNG');
  }
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  return Buffer.concat([png.subarray(0, HEADER_BYTES), ...chunks, png.subarray(HEADER_BYTES)]);
}

/** Every text of a PNG by its keyword. @throws Error for a damaged file. */
export function readPngText(png: Uint8Array): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { name, data } of extractChunks(png)) {
    if (name === 'tEXt') Object.assign(texts, readLatin1(Buffer.from(data)));
    if (name === 'iTXt') Object.assign(texts, readInternational(Buffer.from(data)));
  }
  return texts;
}

/** `tEXt` holds Latin-1 only; some readers know no other kind, so `iTXt` (UTF-8) is used just where it is needed. */
function textChunk(keyword: string, text: string): Buffer {
  return isLatin1(text)
    ? chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'))
    : chunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text}`, 'utf8'));
}

const isLatin1 = (text: string) => Buffer.from(text, 'latin1').toString('latin1') === text;

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, crc]);
}

function readLatin1(data: Buffer): Record<string, string> {
  const end = data.indexOf(0);
  return { [data.toString('latin1', 0, end)]: data.toString('latin1', end + 1) };
}

/** keyword NUL, compressed?, method, language NUL, translated keyword NUL, text. */
function readInternational(data: Buffer): Record<string, string> {
  const end = data.indexOf(0);
  const isCompressed = data[end + 1] === 1;
  const language = data.indexOf(0, end + 3);
  const translated = data.indexOf(0, language + 1);
  const text = data.subarray(translated + 1);
  return { [data.toString('latin1', 0, end)]: (isCompressed ? inflateSync(text) : text).toString('utf8') };
}
