import { z } from 'zod';

/**
 * Every error a client can meet. `status` is its HTTP status; `retryable` says whether the same request may succeed later
 * without a change.
 */
export const ERRORS = {
  bad_request: { status: 400, retryable: false },
  prompt_empty: { status: 400, retryable: false },
  prompt_invalid: { status: 400, retryable: false },
  steps_invalid: { status: 400, retryable: false },
  guidance_invalid: { status: 400, retryable: false },
  size_invalid: { status: 400, retryable: false },
  seed_invalid: { status: 400, retryable: false },
  count_invalid: { status: 400, retryable: false },
  strength_invalid: { status: 400, retryable: false },
  upload_invalid: { status: 400, retryable: false },
  name_invalid: { status: 400, retryable: false },
  model_unknown: { status: 400, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  not_member: { status: 403, retryable: false },
  forbidden: { status: 403, retryable: false },
  removed: { status: 403, retryable: false },
  room_locked: { status: 403, retryable: false },
  invite_invalid: { status: 403, retryable: false },
  origin_refused: { status: 403, retryable: false },
  sign_in_refused: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  room_not_found: { status: 404, retryable: false },
  generation_not_found: { status: 404, retryable: false },
  parent_not_found: { status: 404, retryable: false },
  source_not_found: { status: 404, retryable: false },
  upload_not_found: { status: 404, retryable: false },
  draft_invalid: { status: 400, retryable: false },
  draft_full: { status: 413, retryable: false },
  draft_renewed: { status: 409, retryable: false },
  conflict: { status: 409, retryable: false },
  last_host: { status: 409, retryable: false },
  room_deleted: { status: 410, retryable: false },
  stopped_by_room: { status: 409, retryable: false },
  payload_too_large: { status: 413, retryable: false },
  upload_too_large: { status: 413, retryable: false },
  queue_full: { status: 429, retryable: true },
  rate_limited: { status: 429, retryable: true },
  too_many_connections: { status: 429, retryable: true },
  sign_in_failed: { status: 503, retryable: true },
  internal: { status: 500, retryable: false },
  model_refused: { status: 422, retryable: true },
  model_failed: { status: 500, retryable: true },
  unavailable: { status: 503, retryable: true },
  model_away: { status: 503, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** What a client gets instead of data. `message` is plain words, fit to be shown to a person. */
export const WireError = z.object({
  code: ErrorCode,
  message: z.string(),
  retryable: z.boolean(),
  /** With `rate_limited`: before then the same request is refused again [AK5]. */
  retryAfterMs: z.int().optional(),
});
export type WireError = z.infer<typeof WireError>;

/** Codes by the field that a schema refused; anything else is `bad_request`. */
const CODE_BY_FIELD: Partial<Record<string, ErrorCode>> = {
  prompt: 'prompt_invalid',
  negativePrompt: 'prompt_invalid',
  steps: 'steps_invalid',
  guidanceScale: 'guidance_invalid',
  width: 'size_invalid',
  height: 'size_invalid',
  seed: 'seed_invalid',
  count: 'count_invalid',
  strength: 'strength_invalid',
  name: 'name_invalid',
  model: 'model_unknown',
  update: 'draft_invalid',
  stateVector: 'draft_invalid',
};

/** Turns a refused schema into one error that names the first field at fault and says why. */
export function describeIssues(error: z.ZodError): WireError {
  const issue = error.issues[0];
  const field = String(issue?.path[0] ?? '');
  const isEmptyPrompt = field === 'prompt' && issue?.message === 'is empty';
  const code = isEmptyPrompt ? 'prompt_empty' : (CODE_BY_FIELD[field] ?? 'bad_request');
  const where = issue?.path.join('.') ?? '';
  return {
    code,
    message: where ? `${where} ${lower(issue?.message ?? '')}` : 'The request is malformed.',
    retryable: false,
  };
}

const lower = (message: string) =>
  message.replace(/^Invalid/, 'is not valid: invalid').replace(/^Too/, 'is not valid: too');
