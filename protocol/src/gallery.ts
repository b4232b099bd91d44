import { z } from 'zod';
import { Generation, Picture } from './generations.ts';

/** One picture of the gallery with all that made it. */
export const GalleryItem = z.object({
  generation: Generation.omit({ pictures: true, error: true }),
  picture: Picture,
});
export type GalleryItem = z.infer<typeof GalleryItem>;

export const GalleryQuery = z.object({
  /** Opaque; from the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(48),
});
export type GalleryQuery = z.infer<typeof GalleryQuery>;

/** Newest first. `nextCursor` null: this was the last page. */
export const GalleryPage = z.object({ items: z.array(GalleryItem), nextCursor: z.string().nullable() });
export type GalleryPage = z.infer<typeof GalleryPage>;
