import { RoomSlug } from '@darkroom/protocol';

/** Stands for our own origin, whose real name the answer does not need. */
const HERE = 'http://here.invalid';
const ROOM = /^\/r\/([^/]+)$/;

/**
 * Where a person goes after signing in: a page that people open, with the picture that was open on it. What is anything else, also what
 * a browser would take for another site's address (`//evil`, `/\evil`), becomes the first page [RM7].
 */
export function returnPath(to: unknown): string {
  if (typeof to !== 'string' || !to.startsWith('/') || !URL.canParse(to, HERE)) return '/';
  const { origin, pathname, searchParams } = new URL(to, HERE);
  const slug = ROOM.exec(pathname)?.[1];
  if (origin !== HERE || !RoomSlug.safeParse(slug).success) return '/';
  const picture = searchParams.get('picture');
  return picture ? `${pathname}?${new URLSearchParams({ picture })}` : pathname;
}

/** The same page, told that nobody was signed in and by which code. */
export function withCode(path: string, code: string): string {
  const address = new URL(path, HERE);
  address.searchParams.set('sign-in', code);
  return address.pathname + address.search;
}
