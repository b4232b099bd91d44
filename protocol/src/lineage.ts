import { z } from 'zod';
import { Generation, Picture, PictureRef } from './generations.ts';

/** One picture of a lineage. `parent`: the picture that it goes back to. `made` null: it is gone, and only the link is left. */
export const LineageNode = z.object({
  picture: PictureRef,
  parent: PictureRef.nullable(),
  made: z.object({ generation: Generation.omit({ pictures: true, error: true }), picture: Picture }).nullable(),
});
export type LineageNode = z.infer<typeof LineageNode>;

/**
 * Where a picture comes from and what came of it: its forebears from the first on, itself, and its descendants by generation.
 * `isCut`: there are more than are told.
 */
export const Lineage = z.object({ nodes: z.array(LineageNode), isCut: z.boolean() });
export type Lineage = z.infer<typeof Lineage>;
