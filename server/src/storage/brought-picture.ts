/**
 * A file from outside, made a picture of ours [BD6]. What it is is seen from its first bytes, not from its name; it is decoded to
 * pixels, and these are encoded anew, so that nothing else that it held (metadata, another file behind the picture) is kept.
 */
import sharp, { type Metadata } from 'sharp';
import { DomainError } from '../shared/domain-error.ts';

/** Decoded they take 160 MB. */
const MAX_PIXELS = 40_000_000;
export const MAX_EDGE = 2048;
const MAX_SECONDS = 20;

type Format = 'png' | 'jpeg' | 'webp';

const startsWith = (bytes: Buffer, text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
const SIGNS: Record<Format, (bytes: Buffer) => boolean> = {
  png: (bytes) => startsWith(bytes, '\x89PNG\r\n\x1a\n'),
  jpeg: (bytes) => startsWith(bytes, '\xff\xd8\xff'),
  webp: (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8),
};

const refused = (message: string, cause?: unknown) => new DomainError('upload_invalid', message, { cause });

export interface BroughtPicture {
  png: Buffer;
  width: number;
  height: number;
}

/**
 * Upright by its EXIF, the first frame of an animation, in sRGB with 8 bits, white where it was transparent, at most 2048 px on its
 * longer edge. The same file gives the same bytes.
 *
 * @throws DomainError upload_invalid with the reason
 */
export async function decodeBrought(bytes: Buffer): Promise<BroughtPicture> {
  const format = (Object.keys(SIGNS) as Format[]).find((name) => SIGNS[name](bytes));
  if (!format) throw refused('Only PNG, JPEG and WebP pictures can be brought here.');
  // Damage is an error instead of a grey half; the size is held against the header before a pixel is read.
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true });
  try {
    assertFit(await picture.metadata(), format);
    const { data: png, info } = await picture
      .autoOrient()
      .resize({ width: MAX_EDGE, height: MAX_EDGE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .png({ compressionLevel: 6 })
      .timeout({ seconds: MAX_SECONDS })
      .toBuffer({ resolveWithObject: true });
    return { png, width: info.width, height: info.height };
  } catch (cause) {
    throw cause instanceof DomainError ? cause : refused(reasonOf(cause), cause);
  }
}

function assertFit({ format, width, height }: Metadata, expected: Format): void {
  if (format !== expected) throw refused('The file is not what it seems to be.');
  if (width * height > MAX_PIXELS) throw refused(TOO_MANY);
}

const TOO_MANY = `The picture has more than ${MAX_PIXELS / 1e6} million pixels. Bring a smaller copy.`;

/** The library's own words tell of its inside. */
const reasonOf = (cause: unknown) =>
  /pixel limit/.test(String(cause)) ? TOO_MANY : 'The file is damaged, and cannot be read to its end.';
