/** What the paths of the API are put together from. */
import { RoomSlug, WireError } from '@darkroom/protocol';
import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';

export const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
export const ok = (description: string, schema: z.ZodType): ZodOpenApiResponseObject => ({
  description,
  content: json(schema),
});
export const empty = (description: string): ZodOpenApiResponseObject => ({ description });

const ErrorBody = z.object({ error: WireError });
const ERROR_TEXTS = {
  400: 'The request is not right; `message` says which field and why.',
  401: 'No session: give a name first.',
  403: 'Open the room first, or it is not yours to do, or guests are off.',
  404: 'There is no such thing, or it is not for you.',
  413: 'The file is too large.',
  429: 'Too much at once; `retryAfterMs`, and Retry-After, say when it is worth trying again.',
  503: 'A part of Darkroom is away; the same request may succeed later.',
} as const;
export const errors = (...statuses: (keyof typeof ERROR_TEXTS)[]) =>
  Object.fromEntries(statuses.map((status) => [status, ok(ERROR_TEXTS[status], ErrorBody)]));

export const slug = z.object({ slug: RoomSlug });
export const binary = (mediaType: string) => ({ [mediaType]: { schema: z.file() } });
