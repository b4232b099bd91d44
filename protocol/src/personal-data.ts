import { z } from 'zod';
import { UserId } from './ids.ts';
import { DisplayName } from './text.ts';

/** What happens to the pictures of somebody who deletes themself: they go too, or stay in their rooms without a name [MD3]. */
export const LeftPictures = z.enum(['delete', 'keep-without-name']);
export type LeftPictures = z.infer<typeof LeftPictures>;

/** `name` is one's own, typed once more: this cannot be undone. */
export const DepartureRequest = z.strictObject({ pictures: LeftPictures, name: DisplayName });
export type DepartureRequest = z.infer<typeof DepartureRequest>;

/** The author of pictures whose makers left without them. Has no name, no session and no room. */
export const NOBODY = '00000000-0000-0000-0000-000000000000' as UserId;
