import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';

export const MAX_THUMBNAIL_EDGE = 512;
/** The most that thumbhash takes; more would not change what it keeps. */
const MAX_PLACEHOLDER_EDGE = 100;

export interface Thumbnail {
  webp: Buffer;
  width: number;
  height: number;
  /** thumbhash, base64. */
  placeholder: string;
}

/** A WebP of at most 512 px on its longer edge [PC1], never larger than the picture itself. Rejects for what is not a picture. */
export async function makeThumbnail(png: Buffer): Promise<Thumbnail> {
  const { data: webp, info } = await sharp(png).resize(within(MAX_THUMBNAIL_EDGE)).webp({ quality: 82 }).toBuffer({
    resolveWithObject: true,
  });
  return { webp, width: info.width, height: info.height, placeholder: await placeholderOf(webp) };
}

/** Made from the thumbnail: the same colours, a fraction of the pixels to read. */
async function placeholderOf(webp: Buffer): Promise<string> {
  const { data, info } = await sharp(webp).resize(within(MAX_PLACEHOLDER_EDGE)).ensureAlpha().raw().toBuffer({
    resolveWithObject: true,
  });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

const within = (edge: number) => ({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) as const;
