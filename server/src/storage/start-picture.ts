import sharp from 'sharp';

/** More than any picture that is stored here. */
const MAX_PIXELS = 40_000_000;

/**
 * A picture as image-to-image begins from it: a PNG of just this size, in RGB. What is of another shape loses as little as possible on
 * two opposite sides, alike on both; what was transparent is white. The same picture and size give the same bytes [GN3].
 *
 * Rejects for what is not a picture.
 */
export const fitTo = (picture: Buffer, size: { width: number; height: number }): Promise<Buffer> =>
  sharp(picture, { limitInputPixels: MAX_PIXELS })
    .resize({ ...size, fit: 'cover', position: 'centre' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .png({ compressionLevel: 3 })
    .toBuffer();
