import { S3ServiceException } from '@aws-sdk/client-s3';
import { DomainError } from '../shared/domain-error.ts';

const MISSING = new Set(['NoSuchKey', 'NotFound']);
const PASSING = new Set([408, 429]);
/** The bytes were damaged on the way: sending them again helps. */
const DAMAGED = 'BadDigest';

export const isMissing = (error: unknown): boolean => error instanceof S3ServiceException && MISSING.has(error.name);

/**
 * Says of a refused request whether it may succeed later. Anything without an HTTP status never got an answer: refused and broken
 * connections, timeouts, names that do not resolve.
 */
export function toDomainError(error: unknown): DomainError {
  if (isMissing(error)) {
    return new DomainError('not_found', 'There is no such picture.', { cause: error });
  }
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === undefined || status >= 500 || PASSING.has(status) || nameOf(error) === DAMAGED) {
    return new DomainError('unavailable', 'The picture store does not answer. Try again in a moment.', {
      cause: error,
    });
  }
  return new DomainError('internal', `The picture store refused the request (${nameOf(error)}).`, { cause: error });
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
