import { z } from 'zod';
import type { DevelopEvent } from './image-model.ts';
import { ModelCrashed, ModelFailed } from './model-errors.ts';

/** Unix seconds as the handler's clock gives them, in ms here. */
const sentAtMs = z.number().transform((seconds) => seconds * 1_000);
const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
/** Of 256 pixels a side it is some ten kilobytes; it goes to every browser in the room, and into Redis. */
const MAX_PREVIEW_BYTES = 1_000_000;
const preview = base64.refine((bytes) => bytes.length <= MAX_PREVIEW_BYTES, 'is too large for a preview');
const count = z.int().min(0);

/** The handler's lines. A field that is missing or of another type is an error; one that is not known here is dropped. */
const Line = z.discriminatedUnion('event', [
  z.object({ event: z.literal('start'), steps: count, model: z.string(), version: z.string(), t: sentAtMs }),
  z.object({
    event: z.literal('step'),
    step: count,
    steps: count,
    preview: preview.optional(),
    preview_type: z.enum(['image/webp', 'image/jpeg']).optional(),
    t: sentAtMs,
  }),
  z
    .object({
      event: z.literal('done'),
      seed: count,
      width: count,
      height: count,
      png: base64,
      denoise_ms: z.number(),
      decode_ms: z.number(),
    })
    // Of a picture that is larger than it says, the decoder would need more memory than anybody asked for.
    .refine(({ png, width, height }) => isPngOf(png, width, height), 'is not a PNG of its size'),
  z.object({ event: z.literal('cancelled'), step: count }),
  z.object({ event: z.literal('error'), code: z.string(), message: z.string(), retryable: z.boolean() }),
  z.object({ event: z.literal('end') }),
]);
type Line = z.infer<typeof Line>;

const PNG_SIGNATURE = '89504e470d0a1a0a';
/** Signature, and the header chunk up to width and height. */
const PNG_HEADER_BYTES = 33;

function isPngOf(bytes: Buffer, width: number, height: number): boolean {
  return (
    bytes.length > PNG_HEADER_BYTES &&
    bytes.toString('hex', 0, 8) === PNG_SIGNATURE &&
    bytes.toString('latin1', 12, 16) === 'IHDR' &&
    bytes.readUInt32BE(16) === width &&
    bytes.readUInt32BE(20) === height
  );
}

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
