import { DisplayName } from '@darkroom/protocol';

/** What an issuer tells of a person; any of it may be missing, and none of it is to be trusted as text. */
export type Claims = Readonly<Record<string, unknown>>;

const NAMELESS = 'Somebody';
const MOST = 60;

/** What to call whoever signs in for the first time, by the rules that a guest's name keeps. They may change it later. */
export function nameOf({ name, preferred_username, email }: Claims): string {
  const local = typeof email === 'string' ? email.split('@')[0] : undefined;
  for (const candidate of [name, preferred_username, local]) {
    const parsed = DisplayName.safeParse(typeof candidate === 'string' ? tidy(candidate) : '');
    if (parsed.success) return parsed.data;
  }
  return NAMELESS;
}

/** One line without controls, and cut where no character is broken in two. */
const tidy = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST)
    .replace(/[\ud800-\udbff]$/, '');
