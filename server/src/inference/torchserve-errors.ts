import { z } from 'zod';
import { ModelAway, ModelCrashed, ModelFailed, ModelRefused } from './model-errors.ts';

/** TorchServe's own body of an answer that is not 200. */
const Refusal = z.object({ type: z.string().default(''), message: z.string().default('') });

/** "<code>: <field>: <what is wrong>", as the handler words a bad request. */
const REASON = /^(?<code>[a-z_]+): (?<field>[a-z_]+): (?<what>.+)$/s;

/** What an answer other than 200 means. It came before the first line of a picture. */
export function refusalOf(status: number, body: string): Error {
  const { type, message } = readRefusal(body);
  if (type === 'InvalidKeyException' || status === 401 || status === 403) {
    return new ModelAway(`TorchServe refuses our key: ${message}`);
  }
  // TorchServe gives 507 both for a worker that was killed before its first line and for one that ran out of memory.
  if (message === 'Worker died.') return new ModelCrashed('The worker died before it began.');
  if (status === 507) return new ModelFailed('out_of_memory', 'The model ran out of memory.', true);
  // "No worker", "busy" and proxies' 502/503/504. A 503 of another type is a handler that raised.
  if (type === 'ServiceUnavailableException' || status === 429 || (type === '' && status >= 502)) {
    return new ModelAway(message || `TorchServe answered ${status}`);
  }
  if (status >= 400 && status < 500 && status !== 408) return refused(message || `TorchServe answered ${status}`);
  return new ModelCrashed(message || `TorchServe answered ${status}`);
}

function readRefusal(body: string): z.infer<typeof Refusal> {
  try {
    return Refusal.parse(JSON.parse(body));
  } catch {
    return { type: '', message: '' };
  }
}

function refused(message: string): ModelRefused {
  const reason = REASON.exec(message)?.groups;
  return reason?.what ? new ModelRefused(`${reason.field} ${reason.what}`, reason.field) : new ModelRefused(message);
}

/** Never connected: nothing can have begun. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a broken connection means: away if it was never made, otherwise the run may have begun. */
export function brokenConnection(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NO_CONNECTION.has(code)) {
    return new ModelAway('TorchServe does not answer', { cause: error });
  }
  return new ModelCrashed('The model broke off', { cause: error });
}
