import { pipeline, Readable, Transform } from 'node:stream';
import type { GetObjectCommandOutput, ListObjectsV2CommandOutput, S3Client } from '@aws-sdk/client-s3';
import { DomainError } from '../shared/domain-error.ts';
import type { ByteRange } from './object-store.ts';

/** A thousand keys with all that S3 says about them are a tenth of it. */
const MAX_ANSWER_BYTES = 10_000_000;

const unavailable = (message: string) => new DomainError('unavailable', message);

/** The SDK gathers every answer but a picture in memory. One that does not end is given up on. */
export function boundAnswers(client: S3Client): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const { response } = result as { response: { statusCode: number; body?: unknown } };
        const isPicture = commandName === 'GetObjectCommand' && response.statusCode < 300;
        if (!isPicture && response.body instanceof Readable) response.body = bounded(response.body);
        return result;
      },
    // The innermost: it sees an answer before anybody reads it.
    { step: 'deserialize', priority: 'low', name: 'boundAnswers' },
  );
}

function bounded(body: Readable): Readable {
  let held = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held += chunk.length;
      if (held > MAX_ANSWER_BYTES) done(unavailable('The picture store does not come to an end.'));
      else done(null, chunk);
    },
  });
  // Its error reaches whoever reads what it gives.
  return pipeline(body, limit, () => {});
}

/** @throws DomainError unavailable for a listing that is not whole: what is not in it would be taken for lost */
export function nextPage(page: ListObjectsV2CommandOutput, token: string | undefined): string | undefined {
  const { IsTruncated, NextContinuationToken: next } = page;
  if (IsTruncated === false) return undefined;
  if (!IsTruncated || !next || next === token) throw unavailable('The picture store gave a listing that is not whole.');
  return next;
}

/** @throws DomainError unavailable where it is not plain which bytes are coming: nobody could tell whether they are whole */
export function lengthsOf(
  answer: GetObjectCommandOutput,
  range: ByteRange | undefined,
): { bytes: number; total: number } {
  const { ContentLength: bytes, ContentRange } = answer;
  if (bytes === undefined) throw unavailable('The picture store did not say how long a picture is.');
  if (!range) return { bytes, total: bytes };
  const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(ContentRange ?? '') ?? [];
  const isWanted = Number(start) === range.start && Number(end) <= range.end && bytes === Number(end) - range.start + 1;
  if (!isWanted) throw unavailable('The picture store gave other bytes than it was asked for.');
  return { bytes, total: Number(total) };
}
