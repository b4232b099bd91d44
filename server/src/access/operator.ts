import { createHash, timingSafeEqual } from 'node:crypto';
import type { Env } from '../config/env.ts';

/** Whether a request's Authorization header holds METRICS_TOKEN; without a token nobody is the operator. */
export const isOperator = ({ metricsToken }: Pick<Env, 'metricsToken'>, authorization: string | undefined): boolean =>
  metricsToken !== undefined && timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${metricsToken}`));

/** Of equal length whatever was sent, so that the comparison takes the same time for all. */
const digest = (text: string) => createHash('sha256').update(text).digest();
