/**
 * Gives a stored picture to a browser that may see it [PC3, RM5]: whoever calls has checked that. `proxy` streams it through this
 * process; `presigned` sends the browser to the store with a link of a few minutes.
 */
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../config/env.ts';
import { isPrematureClose } from '../shared/premature-close.ts';
import { contentDisposition, IMMUTABLE } from '../storage/http-headers.ts';
import { type ByteRange, ObjectStore } from '../storage/object-store.ts';

export interface Deliverable {
  contentType: string;
  /** Names the bytes for ever: the ETag. A thumbnail goes by the sha256 of its original. */
  sha256: string;
  /** Of the whole object. Where it is left out the store is asked when it matters. */
  bytes?: number;
  /** Makes it a download under this name. */
  downloadName?: string;
  /** Where it may not be kept as long as it stays the same, which is for ever. A link to the store is then not kept at all. */
  cacheControl?: string;
}

@Injectable()
export class ImageDelivery {
  constructor(
    private readonly store: ObjectStore,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws DomainError while nothing was sent: `not_found`, or `unavailable` when the store is away */
  async send(objectKey: string, picture: Deliverable, request: Request, response: Response): Promise<void> {
    const headers = headersOf(picture);
    if (isKnown(request.headers['if-none-match'], headers.ETag)) return void response.status(304).set(headers).end();
    if (request.method === 'HEAD') return await this.sendHead(objectKey, headers, response);
    if (this.env.imageDelivery === 'presigned') return await this.redirect(objectKey, picture, response);
    await this.stream(objectKey, picture, request, response);
  }

  private async stream(objectKey: string, picture: Deliverable, request: Request, response: Response): Promise<void> {
    const headers = headersOf(picture);
    const range = await this.rangeOf(objectKey, picture, request);
    if (range && 'total' in range) {
      return void response.status(416).set('Content-Range', `bytes */${range.total}`).end();
    }
    // Headers only once the store has answered: an error must not be cached for a year.
    const { stream, bytes, totalBytes } = await this.store.get(objectKey, range ?? undefined);
    response.set({ ...headers, 'Content-Length': String(bytes) });
    if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${totalBytes}`);
    await pipeline(stream, response).catch((error: unknown) => {
      // The store's connection goes back at once, also when nobody was there to pipe to.
      stream.destroy();
      // A browser that left is no fault; a store that broke off is.
      if (!isPrematureClose(error)) throw error;
    });
  }

  /** Null: send all of it. `total`: no byte of it was asked for. Several ranges at once are answered with all of it, as HTTP allows. */
  private async rangeOf(
    objectKey: string,
    picture: Deliverable,
    request: Request,
  ): Promise<ByteRange | { total: number } | null> {
    const { range, 'if-range': condition } = request.headers;
    if (!range || (condition && condition !== etagOf(picture))) return null;
    const total = picture.bytes ?? (await this.store.head(objectKey))?.bytes ?? 0;
    const ranges = request.range(total, { combine: true });
    if (ranges === -1) return { total };
    const [only, ...more] = ranges && ranges !== -2 && ranges.type === 'bytes' ? ranges : [];
    return only && more.length === 0 ? { start: only.start, end: only.end } : null;
  }

  private async sendHead(objectKey: string, headers: Headers, response: Response): Promise<void> {
    const head = await this.store.head(objectKey);
    if (!head) return void response.status(404).end();
    response.set({ ...headers, 'Content-Length': String(head.bytes) }).end();
  }

  /** The redirect is cached for less time than its link holds. */
  private async redirect(objectKey: string, picture: Deliverable, response: Response): Promise<void> {
    const ttlSeconds = this.env.imageUrlTtlSeconds;
    const url = await this.store.presign(objectKey, ttlSeconds, { downloadName: picture.downloadName });
    const cacheControl = picture.cacheControl ? 'no-store' : `private, max-age=${Math.floor(ttlSeconds / 2)}`;
    response.set('Cache-Control', cacheControl).redirect(302, url);
  }
}

type Headers = ReturnType<typeof headersOf>;

const etagOf = ({ sha256 }: Deliverable) => `"${sha256}"`;

const headersOf = (picture: Deliverable) => ({
  'Content-Type': picture.contentType,
  'Cache-Control': picture.cacheControl ?? IMMUTABLE,
  'Accept-Ranges': 'bytes',
  ETag: etagOf(picture),
  ...(picture.downloadName && { 'Content-Disposition': contentDisposition(picture.downloadName) }),
});

const isKnown = (ifNoneMatch: string | undefined, etag: string) =>
  (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
