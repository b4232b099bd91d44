import { describeIssues } from '@darkroom/protocol';
import type { z } from 'zod';
import { DomainError } from './domain-error.ts';

/** @throws DomainError that names the field at fault */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { code, message } = describeIssues(parsed.error);
  throw new DomainError(code, message);
}
