/** Objects behind pictures that `seed.ts` made rows of: small coloured squares, so that a sheet of them can be looked at. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { s3Client } from '../../stack/src/bucket.ts';
import type { SeededPicture } from './seed.ts';

const HUES = 12;
const AT_ONCE = 16;

/** For `seedRoom`: puts originals and thumbnails of the newest `visible` pictures into the bucket that the variables name. */
export async function putObjects(variables: Partial<Record<string, string>>, visible: number) {
  const bucket = variables.S3_BUCKET ?? 'darkroom';
  const colours = await Promise.all(Array.from({ length: HUES }, (_, n) => colour(n)));
  return async (pictures: SeededPicture[]): Promise<void> => {
    const client = s3Client({ ...variables, S3_BUCKET: bucket });
    const put = (Key: string, Body: Buffer, ContentType: string) =>
      client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
    try {
      const shown = pictures.filter(({ n }) => n < visible);
      for (let from = 0; from < shown.length; from += AT_ONCE) {
        await Promise.all(
          shown.slice(from, from + AT_ONCE).flatMap(({ n, objectKey, thumbnailKey }) => {
            const { png, webp } = colours[n % HUES] as (typeof colours)[number];
            return [put(objectKey, png, 'image/png'), put(thumbnailKey, webp, 'image/webp')];
          }),
        );
      }
    } finally {
      client.destroy();
    }
  };
}

async function colour(n: number) {
  const background = `hsl(${Math.round((360 * n) / HUES)}, 40%, ${30 + (n % 4) * 10}%)`;
  const image = sharp({ create: { width: 96, height: 96, channels: 3, background } });
  return { png: await image.clone().png().toBuffer(), webp: await image.webp().toBuffer() };
}
