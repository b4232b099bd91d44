import { z } from 'zod';
import { InviteId, InviteToken, RoomId, UserId } from './ids.ts';
import { Role } from './rooms.ts';

/** Somebody who is, or was, a member of the room, here now or not. */
export const Member = z.object({
  userId: UserId,
  name: z.string(),
  role: Role,
  joinedAt: z.iso.datetime(),
  /** By a host: no member any more, until one lets them in again [RL3]. */
  isRemoved: z.boolean(),
});
export type Member = z.infer<typeof Member>;

/** Nobody becomes a host by a link: it can be passed on. */
export const InviteRole = z.enum(['member', 'viewer']);
export type InviteRole = z.infer<typeof InviteRole>;

/** A link that still lets in whoever opens it, as its host sees it. */
export const Invite = z.object({
  id: InviteId,
  role: InviteRole,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Invite = z.infer<typeof Invite>;

/** `token` is told this once. The link: `/r/<slug>?invite=<token>`. */
export const MadeInvite = Invite.extend({ token: InviteToken });
export type MadeInvite = z.infer<typeof MadeInvite>;

const YEAR_SECONDS = 365 * 24 * 3600;
export const InviteRequest = z.strictObject({
  roomId: RoomId,
  role: InviteRole,
  expiresInSeconds: z.int().min(60).max(YEAR_SECONDS),
});
