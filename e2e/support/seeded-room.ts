/** A room with many pictures that nobody made, whose thumbnails can be seen: rows in the stack's database, objects in its bucket. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { type SeededPicture, seedRoom } from '../../bench/src/seed.ts';
import { s3Client } from '../../stack/src/bucket.ts';
import type { Person } from './person.ts';

const HUES = 12;
const AT_ONCE = 16;

/** Both kinds of object for the first `visible` of them; the rest are rows alone. */
export async function fillRoom(person: Person, pictures: number, visible = pictures): Promise<void> {
  const answer = await person.page.request.get(`/api/rooms/${person.slug}`);
  const { id } = (await answer.json()) as { id: string };
  const store = { ...process.env, S3_BUCKET: process.env.S3_BUCKET ?? 'darkroom' };
  const client = s3Client(store);
  const colours = await Promise.all(Array.from({ length: HUES }, (_, n) => colour(n)));
  const put = async ({ n, objectKey, thumbnailKey }: SeededPicture) => {
    const { png, webp } = colours[n % HUES] as (typeof colours)[number];
    const to = (Key: string, Body: Buffer, ContentType: string) =>
      client.send(new PutObjectCommand({ Bucket: store.S3_BUCKET, Key, Body, ContentType }));
    await Promise.all([to(objectKey, png, 'image/png'), to(thumbnailKey, webp, 'image/webp')]);
  };
  try {
    await seedRoom({
      databaseUrl: process.env.DATABASE_URL ?? '',
      roomId: id,
      pictures,
      async onPictures(all) {
        const shown = all.filter(({ n }) => n < visible);
        for (let from = 0; from < shown.length; from += AT_ONCE) {
          await Promise.all(shown.slice(from, from + AT_ONCE).map(put));
        }
      },
    });
  } finally {
    client.destroy();
  }
}

async function colour(n: number) {
  const background = `hsl(${Math.round((360 * n) / HUES)}, 40%, ${30 + (n % 4) * 10}%)`;
  const image = sharp({ create: { width: 96, height: 96, channels: 3, background } });
  return { png: await image.clone().png().toBuffer(), webp: await image.webp().toBuffer() };
}
