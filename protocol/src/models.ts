import { z } from 'zod';

const Size = z.object({ width: z.int(), height: z.int() });

/** What a form needs to know of a model, as its handler describes it. Sizes in pixels. */
export const Model = z.object({
  name: z.string(),
  title: z.string(),
  version: z.string(),
  licence: z.string(),
  builtin: z.boolean(),
  note: z.string(),
  defaults: Size.extend({ steps: z.int(), guidanceScale: z.number() }),
  limits: z.object({
    steps: z.object({ min: z.int(), max: z.int() }),
    guidanceScale: z.object({ min: z.number(), max: z.number() }),
    size: z.object({ min: z.int(), max: z.int(), multipleOf: z.int() }),
  }),
  sizes: z.array(Size),
  words: z.array(z.string()),
});
export type Model = z.infer<typeof Model>;

/** `ready` is false while no worker of it answers: prompts for it wait and keep their place [QU4]. */
export const ModelStatus = Model.extend({ ready: z.boolean() });
export type ModelStatus = z.infer<typeof ModelStatus>;
