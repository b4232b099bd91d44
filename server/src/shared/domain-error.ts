import { ERRORS, type ErrorCode, type WireError } from '@darkroom/protocol';

/** What a service throws when it refuses: a code of the protocol and a sentence for a person. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    private readonly options: ErrorOptions & { retryAfterMs?: number } = {},
  ) {
    super(message, options);
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toWire(): WireError {
    const { retryAfterMs } = this.options;
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return { code: this.code, message: this.message, retryable: ERRORS[this.code].retryable, ...wait };
  }
}
