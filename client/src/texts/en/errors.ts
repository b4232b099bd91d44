import type { ErrorCode, WireError } from '@darkroom/protocol';

/** What is said of a refusal: its code, the server's own English words, and what stands in them. */
export type Refusal = Pick<WireError, 'code' | 'message' | 'retryAfterMs'>;
export type Explain = Record<ErrorCode, (refusal: Refusal) => string>;

export const errors = {
  unreachable: 'The server does not answer.',
  tooManyTabs: 'Darkroom is open in too many tabs. Close some, then try again.',
  /** The server speaks English itself. */
  explain: ({ message }: Refusal): string => message,
};
