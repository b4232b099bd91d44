/** What people think of pictures: reactions, pins of the room, favourites of one's own. */
import { z } from 'zod';
import { PictureRef } from './generations.ts';
import { UserId } from './ids.ts';
import { User } from './rooms.ts';

export const ReactionKind = z.enum(['heart', 'laugh', 'wow', 'fire', 'thumbs_up']);
export type ReactionKind = z.infer<typeof ReactionKind>;

/** How many of those who reacted are named; the rest are counted. */
export const MOST_NAMED = 12;
/** Pictures that one command names. */
export const MOST_PICTURES = 100;

/** How many reacted so; `people` are the first few of them by name. A kind that nobody chose is left out. */
export const Reaction = z.object({ kind: ReactionKind, count: z.int(), people: z.array(User) });
export type Reaction = z.infer<typeof Reaction>;

/** What a picture is marked with, the same for everybody in the room. */
export const SharedMarks = z.object({
  /** Grows with each change; whoever keeps marks keeps the higher one [DC2]. 0: never marked. */
  revision: z.int(),
  reactions: z.array(Reaction),
  /** The room keeps it in sight since then. */
  pinnedAt: z.iso.datetime().nullable(),
});
export type SharedMarks = z.infer<typeof SharedMarks>;

/** The same as one person sees it. */
export const Marks = SharedMarks.extend({
  /** One's own reactions. */
  mine: z.array(ReactionKind),
  /** One's own; nobody else learns of it [DC3]. */
  isFavourite: z.boolean(),
});
export type Marks = z.infer<typeof Marks>;

export const PictureMarks = z.object({ ...PictureRef.shape, ...SharedMarks.shape });
export type PictureMarks = z.infer<typeof PictureMarks>;

/** Somebody reacted, or took it back: the picture's marks since then, and all reactions of that person to it. */
export const Reacted = PictureMarks.extend({ by: UserId, kinds: z.array(ReactionKind) });
export type Reacted = z.infer<typeof Reacted>;
