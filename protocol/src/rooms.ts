import { z } from 'zod';
import { InviteToken, RoomId, RoomSlug, UserId } from './ids.ts';
import { DisplayName } from './text.ts';

/** Host: made the room, or was made one. Member: whoever came by its link. Viewer: sees all, and writes nothing. Highest first. */
export const Role = z.enum(['host', 'member', 'viewer']);
export type Role = z.infer<typeof Role>;

export const User = z.object({ id: UserId, name: z.string() });
export type User = z.infer<typeof User>;

export const Room = z.object({
  id: RoomId,
  slug: RoomSlug,
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** The link alone lets nobody new in: only invites do [RL4]. */
  isLocked: z.boolean(),
});
export type Room = z.infer<typeof Room>;

/** A room as it stands in one's own list. */
export const MyRoom = Room.extend({ role: Role, visitedAt: z.iso.datetime(), pictureCount: z.int() });
export type MyRoom = z.infer<typeof MyRoom>;

/** Oneself. A guest has a name alone and is known by this browser; others come back through their issuer [RM8]. */
export const Me = z.object({ user: User, isGuest: z.boolean() });
export type Me = z.infer<typeof Me>;

/** How one may come in here. `label` is what the button to the issuer says. */
export const SignInOptions = z.object({ guests: z.boolean(), signIn: z.object({ label: z.string() }).nullable() });
export type SignInOptions = z.infer<typeof SignInOptions>;

/** `invite` is asked for where one is no member yet; it changes nothing for who is [RL5]. */
export const JoinRequest = z.strictObject({ slug: RoomSlug, invite: InviteToken.optional() });
export type JoinRequest = z.infer<typeof JoinRequest>;
export const SessionRequest = z.strictObject({ name: DisplayName });
export const RoomRequest = z.strictObject({ name: DisplayName.optional() });
