/**
 * The comment in the EXIF of a JPEG or WebP, where tools that write `parameters` into a PNG put the same text. Of the whole format only the
 * way there is read: the part of the file that is EXIF, in it the list of lists, in it the list that holds the comment.
 */

const EXIF_LIST = 0x8769;
const USER_COMMENT = 0x9286;
const ENTRY_BYTES = 12;
/** Far above what any tool writes. */
const MAX_TEXT_BYTES = 1_000_000;

const latin1 = new TextDecoder('latin1');

/** Null for what is of another kind, has none, or is damaged. Never throws. */
export function readExifComment(bytes: Uint8Array): string | null {
  try {
    const tiff = tiffOfJpeg(bytes) ?? tiffOfWebp(bytes);
    return tiff && commentIn(tiff);
  } catch {
    // Something points out of the file.
    return null;
  }
}

const textAt = (bytes: Uint8Array, at: number, length: number) => latin1.decode(bytes.subarray(at, at + length));
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Segments: FF, kind, length with its own two bytes. Behind the start of the scan (DA) come pixels. */
function tiffOfJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = viewOf(bytes);
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; ) {
    const end = at + 2 + view.getUint16(at + 2);
    if (bytes[at + 1] === 0xe1 && textAt(bytes, at + 4, 6) === 'Exif\0\0') return bytes.subarray(at + 10, end);
    at = end;
  }
  return null;
}

/** RIFF: kind, length, content, filled up to an even number of bytes. The EXIF stands behind the pixels. */
function tiffOfWebp(bytes: Uint8Array): Uint8Array | null {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return null;
  const view = viewOf(bytes);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const content = bytes.subarray(at + 8, at + 8 + length);
    // As in a JPEG, though it should not: some tools begin with it here, too.
    if (textAt(bytes, at, 4) === 'EXIF') return textAt(content, 0, 6) === 'Exif\0\0' ? content.subarray(6) : content;
    at += 8 + length + (length % 2);
  }
  return null;
}

/** @throws RangeError where it points out of itself */
function commentIn(tiff: Uint8Array): string | null {
  const view = viewOf(tiff);
  const isLittle = textAt(tiff, 0, 2) === 'II';
  const entryOf = (list: number, tag: number): number | null => {
    const count = view.getUint16(list, isLittle);
    for (let at = list + 2; at < list + 2 + count * ENTRY_BYTES; at += ENTRY_BYTES)
      if (view.getUint16(at, isLittle) === tag) return at;
    return null;
  };
  const exif = entryOf(view.getUint32(4, isLittle), EXIF_LIST);
  const entry = exif === null ? null : entryOf(view.getUint32(exif + 8, isLittle), USER_COMMENT);
  if (entry === null) return null;
  const length = view.getUint32(entry + 4, isLittle);
  const at = view.getUint32(entry + 8, isLittle);
  if (length > MAX_TEXT_BYTES) return null;
  return decoded(tiff.subarray(at, at + length));
}

/** Eight bytes say how the rest is written. */
function decoded(comment: Uint8Array): string {
  const text = comment.subarray(8);
  const isUtf16 = textAt(comment, 0, 7) === 'UNICODE';
  const read = isUtf16 ? new TextDecoder(isBigEndian(text) ? 'utf-16be' : 'utf-16le') : new TextDecoder();
  return read.decode(text).replace(/\0+$/, '');
}

/** Tools do not agree on the order of the bytes. Settings have letters of ASCII, whose first half is empty in this one. */
function isBigEndian(text: Uint8Array): boolean {
  const empty = [0, 0];
  text.forEach((byte, at) => {
    if (byte === 0) empty[at % 2] = (empty[at % 2] ?? 0) + 1;
  });
  return (empty[0] ?? 0) > (empty[1] ?? 0);
}
