import { z } from 'zod';

/** Lower-case UUID. Rooms and people get theirs from the server; a generation's is chosen by the browser (see `GenerationId`). */
const uuid = z.uuid().toLowerCase();

export const UserId = uuid.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

export const RoomId = uuid.brand<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;

/**
 * UUIDv7, chosen by the browser. It is the row's key, the job's id and part of the object's key, so that a retry after a lost
 * ack finds the first attempt [GN2].
 */
export const GenerationId = z.uuidv7().toLowerCase().brand<'GenerationId'>();
export type GenerationId = z.infer<typeof GenerationId>;

export const InviteId = uuid.brand<'InviteId'>();
export type InviteId = z.infer<typeof InviteId>;

/** 256 random bits as base64url: the end of an invite's link [RL5]. */
export const InviteToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'is not an invite')
  .brand<'InviteToken'>();
export type InviteToken = z.infer<typeof InviteToken>;

/** UUIDv7 of the server's: an object without a row tells its age by it. */
export const UploadId = z.uuidv7().toLowerCase().brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;

/** 128 random bits as base64url: the unguessable part of a room's link [RM1]. */
export const RoomSlug = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/, 'is not a room link')
  .brand<'RoomSlug'>();
export type RoomSlug = z.infer<typeof RoomSlug>;
