import { z } from 'zod';
import type { DevelopEvent } from './image-model.ts';
import { ModelCrashed, ModelFailed } from './model-errors.ts';

/** Unix seconds as the handler's clock gives them, in ms here. */
const sentAtMs = z.number().transform((seconds) => seconds * 1_000);
const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const PNG_SIGNATURE = '89504e470d0a1a0a';
const png = base64.refine((bytes) => bytes.toString('hex', 0, 8) === PNG_SIGNATURE, 'is not a PNG');
const count = z.int().min(0);

/** The handler's lines. A field that is missing or of another type is an error; one that is not known here is dropped. */
const Line = z.discriminatedUnion('event', [
  z.object({ event: z.literal('start'), steps: count, model: z.string(), version: z.string(), t: sentAtMs }),
  z.object({
    event: z.literal('step'),
    step: count,
    steps: count,
    preview: base64.optional(),
    preview_type: z.enum(['image/webp', 'image/jpeg']).optional(),
    t: sentAtMs,
  }),
  z.object({
    event: z.literal('done'),
    seed: count,
    width: count,
    height: count,
    png,
    denoise_ms: z.number(),
    decode_ms: z.number(),
  }),
  z.object({ event: z.literal('cancelled'), step: count }),
  z.object({ event: z.literal('error'), code: z.string(), message: z.string(), retryable: z.boolean() }),
  z.object({ event: z.literal('end') }),
]);
type Line = z.infer<typeof Line>;

/** @throws ModelCrashed for a line that the contract does not know, ModelFailed for the handler's own error line. */
export function readLine(value: unknown): DevelopEvent | { event: 'end' } {
  const line = Line.safeParse(value);
  if (!line.success) {
    throw new ModelCrashed(`The model sent a line that makes no sense: ${z.prettifyError(line.error)}`);
  }
  return toEvent(line.data);
}

function toEvent(line: Line): DevelopEvent | { event: 'end' } {
  switch (line.event) {
    case 'start':
      return { event: 'start', steps: line.steps, model: line.model, version: line.version, sentAtMs: line.t };
    case 'step': {
      const { step, steps, preview = null, preview_type: previewType = null, t } = line;
      return { event: 'step', step, steps, preview, previewType, sentAtMs: t };
    }
    case 'done': {
      const { denoise_ms: denoiseMs, decode_ms: decodeMs, ...picture } = line;
      return { ...picture, denoiseMs, decodeMs };
    }
    case 'error':
      throw new ModelFailed(line.code, line.message, line.retryable);
    default:
      return line;
  }
}
