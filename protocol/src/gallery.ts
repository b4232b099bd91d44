import { z } from 'zod';
import { Generation, GenerationSettings, Picture } from './generations.ts';
import { UserId } from './ids.ts';
import { Marks } from './marks.ts';
import { plainText } from './text.ts';

/** One picture of the gallery with all that made it. */
export const GalleryItem = z.object({
  generation: Generation.omit({ pictures: true, error: true, stopVotes: true }),
  picture: Picture,
});
export type GalleryItem = z.infer<typeof GalleryItem>;

/** The same as one person sees it. */
export const MarkedItem = GalleryItem.extend({ marks: Marks });
export type MarkedItem = z.infer<typeof MarkedItem>;

/** How a picture is named in links and lists: its generation's id, a hyphen, its index. */
export const PictureKey = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d$/, 'is not a picture’s key');
export type PictureKey = z.infer<typeof PictureKey>;

export const MAX_SEARCH_LENGTH = 200;

/** Which pictures of a room, and in which order. Whatever is left out narrows nothing down [GL3]. */
export const GalleryFilter = z.object({
  /** Who asked for it. */
  author: UserId.optional(),
  model: GenerationSettings.shape.model.optional(),
  /** In pixels, `512x768`, or its shape. */
  size: z
    .string()
    .regex(/^(\d{2,4}x\d{2,4}|landscape|portrait|square)$/, 'is not a size like 512x768')
    .optional(),
  /** One's own. */
  favourite: z.literal('true').optional(),
  pinned: z.literal('true').optional(),
  /** Stored at or after, and before, this moment. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  sort: z.enum(['newest', 'oldest']).default('newest'),
});
export type GalleryFilter = z.infer<typeof GalleryFilter>;
export type GallerySort = GalleryFilter['sort'];

const paging = {
  /** Opaque; from another page of the same query [GL2]. */
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(48),
};

export const GalleryQuery = GalleryFilter.extend({
  ...paging,
  /** The page in whose middle this picture stands, instead of one by a cursor. */
  around: PictureKey.optional(),
});
export type GalleryQuery = z.infer<typeof GalleryQuery>;

export const GallerySearch = GalleryFilter.extend({
  ...paging,
  /** Words that the prompt holds, all of them, anywhere and in any order; in double quotes as they stand. */
  q: plainText(MAX_SEARCH_LENGTH, { multiline: false, empty: false }),
});
export type GallerySearch = z.infer<typeof GallerySearch>;

/** More pictures than that are not counted. */
export const MOST_COUNTED = 1_000;

/** In the order that was asked for. */
export const GalleryPage = z.object({
  items: z.array(MarkedItem),
  /** Null: this was the last page. */
  nextCursor: z.string().nullable(),
  /** The page before this one; null: this was the first. */
  previousCursor: z.string().nullable(),
  /** How many pictures there are, of a search or a filter and on its first page; one more than MOST_COUNTED: more than that. */
  found: z.int().nullable(),
  /** No prompt holds what was typed: what was looked for instead [GL5]. */
  meant: z.array(z.object({ typed: z.string(), words: z.array(z.string()) })).nullable(),
});
export type GalleryPage = z.infer<typeof GalleryPage>;

/** What there is to filter by in a room, most pictures first. */
export const GalleryFacets = z.object({
  authors: z.array(z.object({ id: UserId, name: z.string(), pictures: z.int() })),
  models: z.array(z.object({ name: z.string(), pictures: z.int() })),
  sizes: z.array(z.object({ width: z.int(), height: z.int(), pictures: z.int() })),
});
export type GalleryFacets = z.infer<typeof GalleryFacets>;

/** So many pictures go into one download. */
export const MOST_IN_A_ZIP = 500;

/** Keys with a comma between them: a form can send it, too. */
export const GalleryZipRequest = z.strictObject({
  pictures: z
    .string()
    .max(40 * MOST_IN_A_ZIP)
    .refine(
      (text) => text.split(',').every((key) => PictureKey.safeParse(key).success),
      'holds what is no picture’s key',
    )
    .refine((text) => text.split(',').length <= MOST_IN_A_ZIP, `names more than ${MOST_IN_A_ZIP} pictures`),
});
export type GalleryZipRequest = z.infer<typeof GalleryZipRequest>;
