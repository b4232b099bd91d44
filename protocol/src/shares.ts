import { z } from 'zod';
import type { GalleryPage } from './gallery.ts';
import { GenerationSettings } from './generations.ts';
import { GenerationId } from './ids.ts';

/** 128 random bits as base64url: the unguessable part of a share's link `/s/<slug>`, and all that it takes to see it [SH1]. */
export const ShareSlug = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/, 'is not a share link')
  .brand<'ShareSlug'>();
export type ShareSlug = z.infer<typeof ShareSlug>;

/** A link that shows one picture until it is taken back. */
export const Share = z.object({
  slug: ShareSlug,
  generationId: GenerationId,
  index: z.int(),
  createdAt: z.iso.datetime(),
});
export type Share = z.infer<typeof Share>;

/** Null: the picture has no link. */
export const MaybeShare = z.object({ share: Share.nullable() });
export type MaybeShare = z.infer<typeof MaybeShare>;

/** A share in a list, by what it shows. */
export const ListedShare = Share.extend({ prompt: z.string(), roomName: z.string() });
export type ListedShare = z.infer<typeof ListedShare>;

/** Latest first, at most 500. */
export const ShareList = z.object({ shares: z.array(ListedShare) });
export type ShareList = z.infer<typeof ShareList>;

/**
 * All that whoever has the link is told: the picture and what made it. No id, nothing of its room or of other pictures [SH3].
 * Its bytes: `/api/shares/<slug>/picture.png`, its thumbnail the same with `.webp`.
 */
export const SharedPicture = GenerationSettings.omit({ count: true }).extend({
  slug: ShareSlug,
  /** As people call it; its name where it is here no more. */
  modelTitle: z.string(),
  /** Empty: whoever asked for it is here no more. */
  authorName: z.string(),
  bytes: z.int(),
  /** thumbhash, base64 */
  placeholder: z.string(),
  madeAt: z.iso.datetime(),
});
export type SharedPicture = z.infer<typeof SharedPicture>;

/** What the server that makes a page tells it, in the same process: see `server/src/sharing/shared-pages.ts`. */
export interface PageData {
  /** Null: nothing is shown under this link, any more or at all. */
  sharedPicture: (slug: string) => Promise<SharedPicture | null>;
  /** Null: who has this cookie may not see the room, or the query is none. */
  firstPictures: (slug: string, cookie: string | undefined, query: object) => Promise<GalleryPage | null>;
}
