import { z } from 'zod';

/** `error` is a short code, there when `ok` is false. */
export const Check = z.object({ ok: z.boolean(), ms: z.int(), error: z.string().optional() });
export type Check = z.infer<typeof Check>;

export const Liveness = z.object({ status: z.literal('ok') });

export const Readiness = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  checks: z.object({ postgres: Check, redis: Check, s3: Check, torchserve: Check }),
});
export type Readiness = z.infer<typeof Readiness>;
