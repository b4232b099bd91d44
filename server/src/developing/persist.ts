import pRetry from 'p-retry';
import type { Log } from '../shared/log.ts';
import { isOutage } from '../shared/outage.ts';

/**
 * Repeats a write while the store or the database is away: a picture that is made is not thrown away for that. Anything else
 * that goes wrong is the caller's.
 */
export function persist<T>(what: string, write: () => Promise<T>, log: Log, signal: AbortSignal): Promise<T> {
  return pRetry(write, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 250,
    maxTimeout: 2_000,
    signal,
    shouldRetry: ({ error }) => isOutage(error),
    onFailedAttempt: ({ error, attemptNumber }) => {
      if (attemptNumber === 1 && isOutage(error)) log.warn({ what, reason: error.message }, 'Waiting to store');
    },
  });
}
