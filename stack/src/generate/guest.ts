/** Who the command line is, and its room: made on first use, and remembered in DARKROOM_HOME/cli.json for each address. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { writeWhole } from '../secrets.ts';
import { type Http, jsonOf } from './wire.ts';

interface Remembered {
  cookie?: string;
  slug?: string;
}

/** Signs `http` in and answers the slug of the room to work in. */
export async function enter(http: Http, home: string, wanted: string | undefined): Promise<string> {
  const file = path.join(home, 'cli.json');
  const all = readAll(file);
  const mine: Remembered = all[http.url] ?? {};
  http.cookie = await sessionOf(http, mine.cookie);
  const slug = wanted ? slugIn(wanted) : await ownRoom(http, mine.slug);
  all[http.url] = { cookie: http.cookie, ...(wanted ? mine.slug && { slug: mine.slug } : { slug }) };
  fs.mkdirSync(home, { recursive: true });
  writeWhole(file, all);
  return slug;
}

function readAll(file: string): Record<string, Remembered> {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

async function sessionOf(http: Http, remembered = ''): Promise<string> {
  http.cookie = remembered;
  if (remembered && (await http.fetch('/api/session')).ok) return remembered;
  const response = await http.post('/api/session', { name: os.userInfo().username || 'command line' });
  await jsonOf(response, 'No session could be opened');
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function ownRoom(http: Http, remembered: string | undefined): Promise<string> {
  if (remembered && (await http.fetch(`/api/rooms/${remembered}`)).ok) return remembered;
  const { slug } = await jsonOf<{ slug: string }>(
    await http.post('/api/rooms', { name: 'Command line' }),
    'No room could be made',
  );
  return slug;
}

/** A room may be given by its slug or by its whole link. */
function slugIn(text: string): string {
  const slug = /([A-Za-z0-9_-]{22})\/?$/.exec(text)?.[1];
  if (!slug)
    throw new Failure(`${text} is not a room.`, 'Give its link, http://…/r/<22 characters>, or those 22 characters.');
  return slug;
}
