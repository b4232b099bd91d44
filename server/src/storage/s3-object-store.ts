/**
 * ObjectStore on any S3: AWS, or what speaks its protocol. With s3-errors.ts the only place that knows the AWS SDK.
 *
 * One retry is left to the SDK, for a kept-alive connection that the other side has just closed; every other retry is the caller's.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ENV, type Env } from '../config/env.ts';
import { DomainError } from '../shared/domain-error.ts';
import { contentDisposition, IMMUTABLE } from './http-headers.ts';
import {
  type ByteRange,
  ObjectStore,
  type PresignOptions,
  type PutOptions,
  type StoredObject,
} from './object-store.ts';
import { boundAnswers, lengthsOf, nextPage } from './s3-answers.ts';
import { isMissing, toDomainError } from './s3-errors.ts';

const CONNECT_TIMEOUT_MS = 2_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** A slow browser pauses the store's stream with it, so silence is given more time than an answer. */
const IDLE_TIMEOUT_MS = 60_000;
/** A store takes up to 1,000, and some seconds for so many: each answer must come before it is given up on. */
const MAX_KEYS_A_DELETE = 200;

@Injectable()
export class S3ObjectStore extends ObjectStore implements OnModuleDestroy {
  private readonly bucket: string;
  private readonly client: S3Client;

  constructor(@Inject(ENV) env: Env) {
    super();
    this.bucket = env.s3Bucket;
    this.client = connect(env);
    boundAnswers(this.client);
  }

  async put(key: string, body: Buffer, { contentType, sha256 }: PutOptions): Promise<void> {
    const digests = { md5: createHash('md5').update(body), sha256: createHash('sha256').update(body).digest() };
    if (sha256 !== undefined && sha256 !== digests.sha256.toString('hex')) {
      throw new DomainError('internal', 'A picture changed before it was stored.');
    }
    const command = new PutObjectCommand({
      Bucket: this.bucket,
      Key: key,
      Body: body,
      ContentType: contentType,
      CacheControl: IMMUTABLE,
      // Damage on the way is refused: every store checks the first, AWS the second too, and keeps it.
      ContentMD5: digests.md5.digest('base64'),
      ChecksumSHA256: digests.sha256.toString('base64'),
    });
    await this.client.send(command).catch(rethrow);
  }

  async get(key: string, range?: ByteRange): Promise<StoredObject> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const answer = await this.client
      .send(new GetObjectCommand({ Bucket: this.bucket, Key: key, Range }))
      .catch(rethrow);
    if (!(answer.Body instanceof Readable)) {
      throw new DomainError('internal', 'The picture store gave no stream.');
    }
    try {
      const { bytes, total } = lengthsOf(answer, range);
      const contentType = answer.ContentType ?? 'application/octet-stream';
      return { stream: answer.Body, bytes, totalBytes: total, contentType };
    } catch (error) {
      answer.Body.destroy();
      throw error;
    }
  }

  async head(key: string) {
    try {
      const answer = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return { bytes: answer.ContentLength ?? 0, contentType: answer.ContentType ?? 'application/octet-stream' };
    } catch (error) {
      if (isMissing(error)) return null;
      throw toDomainError(error);
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (let i = 0; i < keys.length; i += MAX_KEYS_A_DELETE) {
      const Objects = keys.slice(i, i + MAX_KEYS_A_DELETE).map((Key) => ({ Key }));
      const command = new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } });
      const { Errors } = await this.client.send(command).catch(rethrow);
      if (Errors?.length) {
        throw new DomainError('unavailable', `The picture store kept ${Errors.length} of ${Objects.length} objects.`, {
          cause: Errors,
        });
      }
    }
  }

  async presign(key: string, ttlSeconds: number, { downloadName }: PresignOptions = {}): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.bucket,
      Key: key,
      ResponseContentDisposition: downloadName && contentDisposition(downloadName),
    });
    return await getSignedUrl(this.client, command, { expiresIn: ttlSeconds }).catch(rethrow);
  }

  async *list(prefix: string): AsyncIterable<string> {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, ContinuationToken: token });
      const page = await this.client.send(command).catch(rethrow);
      token = nextPage(page, token);
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    } while (token);
  }

  async ping(signal?: AbortSignal): Promise<void> {
    await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }), { abortSignal: signal }).catch(rethrow);
  }

  async ensureBucket(): Promise<void> {
    try {
      await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }));
    } catch (error) {
      if (!isMissing(error)) throw toDomainError(error);
      await this.client
        .send(new CreateBucketCommand({ Bucket: this.bucket }))
        .catch(ignoreOurs)
        .catch(rethrow);
    }
  }

  onModuleDestroy(): void {
    this.client.destroy();
  }
}

function connect(env: Env): S3Client {
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = env;
  return new S3Client({
    region: env.s3Region,
    endpoint: env.s3Endpoint,
    forcePathStyle: env.s3ForcePathStyle,
    // Without keys of our own the SDK's credential chain decides.
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    maxAttempts: 2,
    // Checksums of the SDK's own choice are refused by several stores that speak S3; `put` sets its own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      socketTimeout: IDLE_TIMEOUT_MS,
    },
  });
}

const rethrow = (error: unknown): never => {
  throw toDomainError(error);
};

/** Two processes that start at once may both create it. */
function ignoreOurs(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'BucketAlreadyOwnedByYou') throw error;
}
