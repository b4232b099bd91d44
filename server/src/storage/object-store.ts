import type { Readable } from 'node:stream';
import { DomainError } from '../shared/domain-error.ts';

export interface PutOptions {
  contentType: string;
  /** Hex. Bytes that do not match it are refused. */
  sha256?: string;
}

/** Both ends are part of the range, as in HTTP. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface ObjectHead {
  bytes: number;
  contentType: string;
}

export interface StoredObject {
  /** Destroy it when it is not read to its end, or its connection stays taken. */
  stream: Readable;
  /** What the stream will give: the range's length where one was asked for. */
  bytes: number;
  totalBytes: number;
  contentType: string;
}

export interface PresignOptions {
  /** Makes the link a download under this name. */
  downloadName?: string;
}

/**
 * Port: where pictures lie. Objects are immutable [PC1], so putting the same key again is harmless and reads may be cached for ever.
 *
 * Throws DomainError only: `not_found` where there is no such object, `unavailable` where the store does not answer (the same call
 * may succeed later), `internal` where it refuses us for good.
 */
export abstract class ObjectStore {
  abstract put(key: string, body: Buffer, options: PutOptions): Promise<void>;
  abstract get(key: string, range?: ByteRange): Promise<StoredObject>;
  /** As `get`; null where there is no such object. */
  async find(key: string): Promise<StoredObject | null> {
    try {
      return await this.get(key);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not_found') return null;
      throw error;
    }
  }
  /** Null where there is no such object. */
  abstract head(key: string): Promise<ObjectHead | null>;
  /** Deleting what is not there succeeds. */
  abstract delete(keys: readonly string[]): Promise<void>;
  /** A link that whoever holds it can read for `ttlSeconds`. */
  abstract presign(key: string, ttlSeconds: number, options?: PresignOptions): Promise<string>;
  abstract list(prefix: string): AsyncIterable<string>;
  /** Rejects unless the bucket answers. */
  abstract ping(signal?: AbortSignal): Promise<void>;
  /** Creates the bucket where it is missing. */
  abstract ensureBucket(): Promise<void>;
}
