/** Whom the table of rules asks for, and what the usual kinds of rules answer them. */
import type { ErrorCode } from '@darkroom/protocol';

export type Meets = 'ok' | ErrorCode;

/**
 * Knows only the room's link; was sent away; is in it and looks on; is in it; asked for the picture in it; made it. In this order they
 * ask, so that what the last ones do takes nothing from the first.
 */
export const ROLES = ['stranger', 'removed', 'viewer', 'member', 'author', 'host'] as const;
export type Name = (typeof ROLES)[number];

export type Row<T> = Record<Name, Meets> & { asks: () => T };

export const everybody = {
  host: 'ok',
  author: 'ok',
  member: 'ok',
  viewer: 'ok',
  removed: 'ok',
  stranger: 'ok',
} as const;
/** Who was removed has no connection any more that is in the room, and joins none. */
export const members = { ...everybody, removed: 'not_member', stranger: 'not_member' } as const;
export const writers = { ...members, viewer: 'forbidden' } as const;
export const authorOrHost = { ...writers, member: 'forbidden' } as const;
export const hosts = { ...authorOrHost, author: 'forbidden' } as const;

export type RouteRow = Row<[path: string, init?: RequestInit]> & { nobody: Meets };
export const persons = { ...everybody, nobody: 'unauthenticated' } as const;
export const nowhere = {
  host: 'not_found',
  author: 'not_found',
  member: 'not_found',
  viewer: 'not_found',
  removed: 'not_found',
  stranger: 'not_found',
  nobody: 'not_found',
} as const;
export const ofThePicture = {
  host: 'ok',
  author: 'ok',
  member: 'forbidden',
  viewer: 'forbidden',
  removed: 'not_found',
  stranger: 'not_found',
  nobody: 'unauthenticated',
} as const;
/** Of a picture, to whom there is one. */
export const seesPictures = {
  ...everybody,
  removed: 'not_found',
  stranger: 'not_found',
  nobody: 'unauthenticated',
} as const;
/** To whom the link, or nothing at all, is enough. */
export const open = { ...everybody, nobody: 'ok' } as const;

/** At a room's own address: who was removed is told so. */
export const atRoom = { ...members, removed: 'removed', nobody: 'unauthenticated' } as const;
export const writersAtRoom = { ...writers, removed: 'removed', nobody: 'unauthenticated' } as const;
export const hostsAtRoom = { ...hosts, removed: 'removed', nobody: 'unauthenticated' } as const;
