/** What `pipeline` rejects with when the browser left while it was served, or before the first byte. */
export const isPrematureClose = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ERR_STREAM_UNABLE_TO_PIPE');
