/**
 * Many files as one download, made while it is sent: no file is held whole, and none is opened before its turn. A reader that is
 * slow slows the store; one that leaves stops it. Above 65,535 files or 4 GB it is zip64 by itself.
 */
import { finished, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import ZipStream from 'zip-stream';
import { isPrematureClose } from '../shared/premature-close.ts';
import { contentDisposition } from './http-headers.ts';

export interface ZipEntry {
  /** A path with `/`, each once; see file-names.ts. */
  name: string;
  date: Date;
  /** A stream is destroyed when the zip ends before it. */
  content: Readable | string;
}

/**
 * Sends them as a download called `name`. The next entry is asked for when the one before it is written, so a generator can open
 * each object when it is wanted; it is told to clean up (`finally`) when nobody wants more.
 *
 * What it throws before its first entry goes to the caller, and nothing was sent. Later it breaks the connection off, so that half
 * a zip never looks like a whole one.
 */
export async function sendZip(entries: AsyncIterable<ZipEntry>, name: string, response: Response): Promise<void> {
  const iterator = entries[Symbol.asyncIterator]();
  const first = await iterator.next();
  response.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': contentDisposition(name),
    'Cache-Control': 'no-store',
  });
  if (response.req.method === 'HEAD') {
    await iterator.return?.();
    return void response.end();
  }
  await writeZip(following(first, iterator), response).catch((error: unknown) => {
    if (!isPrematureClose(error)) throw error;
  });
}

/** Rejects with what `entries` threw, or with `ERR_STREAM_PREMATURE_CLOSE` when `target` was closed before the end. */
export async function writeZip(entries: AsyncIterable<ZipEntry>, target: Writable): Promise<void> {
  const zip = new ZipStream();
  const filled = fill(zip, entries).catch((error: Error) => {
    zip.destroy(error);
    throw error;
  });
  // Both, so that the target is closed by then.
  const ends = await Promise.allSettled([filled, pipeline(zip, target)]);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function fill(zip: ZipStream, entries: AsyncIterable<ZipEntry>): Promise<void> {
  for await (const entry of entries) {
    await add(zip, entry);
    if (zip.destroyed) return;
  }
  zip.finish();
}

/** Resolves when it is written, or when nobody reads any more. */
function add(zip: ZipStream, { name, date, content }: ZipEntry): Promise<void> {
  const stream = typeof content === 'string' ? null : content;
  return new Promise((resolve, reject) => {
    const end = (error?: Error | null) => {
      zip.off('close', left);
      stream?.destroy();
      if (error && !zip.destroyed) reject(error);
      else resolve();
    };
    const left = () => end();
    if (zip.destroyed) return left();
    zip.once('close', left);
    // A store that breaks off in the middle ends nothing by itself.
    if (stream) finished(stream, (error) => error && end(error));
    zip.entry(content, { name, date, store: isPacked(name) }, end);
  });
}

/** Pictures do not get smaller. */
const isPacked = (name: string) => /\.(png|webp|jpe?g)$/i.test(name);

async function* following<T>(first: IteratorResult<T>, iterator: AsyncIterator<T>): AsyncIterable<T> {
  try {
    for (let next = first; !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
