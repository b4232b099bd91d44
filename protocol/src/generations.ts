import { z } from 'zod';
import { WireError } from './errors.ts';
import { GenerationId, RoomId, UploadId, UserId } from './ids.ts';
import { plainText } from './text.ts';

/** Highest seed: the largest integer that JSON carries exactly, 2^53 - 1. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;
export const MAX_PROMPT_LENGTH = 10_000;
export const MAX_COUNT = 4;

/** SD3 works on 2x2 patches of latents that are an eighth of the picture: sizes are multiples of 16 pixels. */
const Edge = z.int().min(64).max(2048).multipleOf(16);

export const GenerationSettings = z.object({
  prompt: plainText(MAX_PROMPT_LENGTH, { empty: false }),
  negativePrompt: plainText(MAX_PROMPT_LENGTH),
  model: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i),
  steps: z.int().min(1).max(150),
  /** Classifier-free guidance; 1 or less means none. */
  guidanceScale: z.number().min(0).max(30),
  width: Edge,
  height: Edge,
  /** Picture n of a generation is made with `seed + n`. */
  seed: z.int().min(0).max(MAX_SEED),
  count: z.int().min(1).max(MAX_COUNT),
});
export type GenerationSettings = z.infer<typeof GenerationSettings>;

/** Which picture: the `index`th of its generation. */
export const PictureRef = z.strictObject({
  generationId: GenerationId,
  index: z
    .int()
    .min(0)
    .max(MAX_COUNT - 1),
});
export type PictureRef = z.infer<typeof PictureRef>;

/** What image-to-image begins from: a picture of the room, or one that somebody brought to it. */
export const Source = z.discriminatedUnion('kind', [
  PictureRef.extend({ kind: z.literal('picture') }),
  z.strictObject({ kind: z.literal('upload'), uploadId: UploadId }),
]);
export type Source = z.infer<typeof Source>;

/** How far from its source a picture may go; 1: it keeps nothing of it. */
export const Strength = z.number().min(0.1).max(1);

/** Of the steps asked for, those that are run: from a source only the last part, as diffusers counts it. */
export const stepsToRun = ({ steps, strength }: { steps: number; strength: number | null }): number =>
  strength === null ? steps : steps - Math.trunc(Math.max(steps - Math.min(steps * strength, steps), 0));

/** What a picture was made from: `parent` it goes back to in the lineage; `source` and `strength` come together. */
const Origin = z.object({
  parent: PictureRef.nullable(),
  source: Source.nullable(),
  strength: Strength.nullable(),
});

/** A null seed asks the server for a random one; the answer shows which. */
export const GenerationRequest = GenerationSettings.extend({
  id: GenerationId,
  roomId: RoomId,
  seed: GenerationSettings.shape.seed.nullable(),
  parent: Origin.shape.parent.default(null),
  source: Origin.shape.source.default(null),
  strength: Origin.shape.strength.default(null),
})
  .strict()
  .refine(({ source, strength }) => (source === null) === (strength === null), {
    path: ['strength'],
    message: 'and source come together',
  });
export type GenerationRequest = z.infer<typeof GenerationRequest>;

/**
 * queued → developing → finished | failed | cancelled. Back to queued by a retry, or when its worker died and attempts are left.
 * finished, failed and cancelled have no job [GN1].
 */
export const GenerationStatus = z.enum(['queued', 'developing', 'finished', 'failed', 'cancelled']);
export type GenerationStatus = z.infer<typeof GenerationStatus>;

/** A stored picture. Its bytes: `/api/images/<generationId>/<index>.png`, its thumbnail the same with `.webp`. */
export const Picture = z.object({
  index: z.int(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  seed: z.int(),
  /** thumbhash, base64: what to show until the thumbnail is there. */
  placeholder: z.string(),
});
export type Picture = z.infer<typeof Picture>;

export const Generation = GenerationSettings.extend({
  ...Origin.shape,
  id: GenerationId,
  roomId: RoomId,
  author: z.object({ id: UserId, name: z.string() }),
  status: GenerationStatus,
  /** Grows with each change; a reducer keeps the higher one, so that late and doubled events do nothing [RC3]. */
  revision: z.int(),
  attempts: z.int(),
  error: WireError.nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  pictures: z.array(Picture),
  /** Who wants it to stop; only while it develops [DC5]. */
  stopVotes: z.array(UserId),
});
export type Generation = z.infer<typeof Generation>;

/** Step `step` of `steps` of picture `index`; `preview` is an encoded image of the predicted x0, absent when it would add nothing. */
export const Progress = z.object({
  roomId: RoomId,
  generationId: GenerationId,
  attempt: z.int(),
  index: z.int(),
  step: z.int(),
  steps: z.int(),
  preview: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
  previewType: z.string().nullable(),
  /** Unix time in ms when the step's line left the model. */
  sentAtMs: z.number(),
});
export type Progress = z.infer<typeof Progress>;

/**
 * A waiting generation's place in line (1 = next) and in how many ms it is ready: the estimate, and between what eight of ten of the
 * last hundred lay. `readyInMs` null: not known yet.
 */
export const Place = z.object({
  generationId: GenerationId,
  place: z.int(),
  readyInMs: z.object({ middle: z.number(), from: z.number(), to: z.number() }).nullable(),
});
export type Place = z.infer<typeof Place>;
