/** Objects of the bucket as files under their keys. They never change, so one that is there is not copied again. */
import fs from 'node:fs';
import path from 'node:path';
import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { sha256 } from '../../../server/src/storage/sha256.ts';
import type { NamedObject } from './rows.ts';

/** Requests under way at a time. */
const CONCURRENCY = 16;
const CONTENT_TYPES: Record<string, string> = { '.png': 'image/png', '.webp': 'image/webp' };

export interface Bucket {
  client: S3Client;
  name: string;
}

export interface Copied {
  copied: number;
  bytes: number;
  /** Keys of what was not there, or was not what its row says. */
  missing: string[];
}

/** From the bucket to `folder`. */
export const saveObjects = (bucket: Bucket, folder: string, objects: NamedObject[]) =>
  copyAll(objects, async ({ key, sha256: wanted }) => {
    const file = path.join(folder, key);
    if (fs.existsSync(file)) return 0;
    const body = await read(bucket, key);
    if (!body || !isRight(body, wanted)) return null;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // Written aside: one that is there is whole.
    await fs.promises.writeFile(`${file}.partial`, body);
    await fs.promises.rename(`${file}.partial`, file);
    return body.length;
  });

/** From `folder` to the bucket. */
export const loadObjects = (bucket: Bucket, folder: string, objects: NamedObject[]) =>
  copyAll(objects, async ({ key, sha256: wanted }) => {
    const file = path.join(folder, key);
    if (!fs.existsSync(file)) return null;
    const Body = await fs.promises.readFile(file);
    if (!isRight(Body, wanted)) return null;
    const ContentType = CONTENT_TYPES[path.extname(key)];
    await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: key, Body, ContentType }));
    return Body.length;
  });

/** `copy` answers with the bytes that it copied, or null where there is nothing to copy from. */
async function copyAll(objects: NamedObject[], copy: (object: NamedObject) => Promise<number | null>): Promise<Copied> {
  const sizes = await pMap(objects, copy, { concurrency: CONCURRENCY });
  const missing = objects.filter((_, index) => sizes[index] === null).map(({ key }) => key);
  return {
    copied: sizes.filter((size) => size).length,
    bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    missing,
  };
}

async function read({ client, name }: Bucket, key: string): Promise<Buffer | null> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
    return Body ? Buffer.from(await Body.transformToByteArray()) : null;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
}

const isRight = (body: Buffer, wanted: string | null) => wanted === null || sha256(body) === wanted;
