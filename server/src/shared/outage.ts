import { DomainError } from './domain-error.ts';

/** Codes of Node, pg and Postgres (class 08, 53, 57P) for "the other side is not there", as opposed to "it said no". */
const OUTAGE =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR_\w+|08\w{3}|53\w{3}|57P\d{2}|P1001|P1002|P1008|P1017|P2024|P2028)$/;
const OUTAGE_TEXT =
  /^(LOADING|BUSY|MASTERDOWN|READONLY|TRYAGAIN|CLUSTERDOWN) |Connection terminated|Connection ended|connection timeout|timeout exceeded|Query read timeout|server closed|Can't reach database|Socket closed|socket hang up|client is (closed|offline)|(starting up|shutting down)/i;

/** Whether an error means that Postgres, Redis or S3 is away for now, so that the same call may succeed later. */
export function isOutage(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth++) {
    if (cause instanceof DomainError) return cause.code === 'unavailable';
    const code = 'code' in cause ? String(cause.code) : '';
    if (
      OUTAGE.test(code) ||
      OUTAGE_TEXT.test(cause.message) ||
      /^(ClientOffline|ClientClosed|SocketClosed|DriverAdapter\w*Outage)/.test(cause.name)
    )
      return true;
    // Prisma wraps what its driver adapter met and keeps the original beside it.
    const original = 'meta' in cause ? JSON.stringify(cause.meta) : '';
    if (/ECONN|57P0|terminated|DatabaseNotReachable|ConnectionClosed|SocketTimeout/i.test(original)) return true;
  }
  return false;
}

/** Prisma: a row that another one is to hang on, or that was to change, is there no more. Whoever asked knew it a moment ago. */
const isGone = (error: unknown) => error instanceof Error && 'code' in error && /^P20(03|25)$/.test(String(error.code));

/** The one way an error of any kind becomes what a client may see. Unknown ones keep their details to the log. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isOutage(error)) {
    return new DomainError('unavailable', 'A part of Darkroom is away for a moment. Nothing was lost; try again.', {
      cause: error,
    });
  }
  if (isGone(error)) return new DomainError('not_found', 'Something of this was deleted just now.', { cause: error });
  return new DomainError('internal', 'Something went wrong on our side. It has been noted.', { cause: error });
}
