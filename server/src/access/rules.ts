/**
 * Who may do what: one line for each command of Socket.IO and each route of HTTP. The server does not start when one has no line here,
 * or a line has none, and what finds no line while it runs is refused. `Access` holds the rules; handlers check nothing themselves.
 *
 * Beside these stand only files that are the same for everybody: the pages and the API docs.
 */
import type { Command } from '@darkroom/protocol';

/** Of a command. The connection itself was refused to whoever has no session. */
export type CommandRule =
  /** Everybody with a session. */
  | 'person'
  /** Whose connection has joined the room that the payload names [RM3]. */
  | 'member'
  /** A member who made the room. */
  | 'host'
  /** A member who asked for the generation that the payload names, or the room's host [GN4]. */
  | 'author or host';

export const COMMAND_RULES: Readonly<Record<Command, CommandRule>> = {
  // The link itself is the permission [RM1].
  'room:join': 'person',
  // One's own connection; of a room that it is not in, it changes nothing.
  'room:leave': 'person',
  'room:rename': 'host',
  'generation:request': 'member',
  'generation:cancel': 'author or host',
  'generation:retry': 'author or host',
  'generation:dismiss': 'author or host',
};

/** Of a route. */
export type RouteRule =
  /** Everybody, also without a session. */
  | 'public'
  /** Everybody with a session. */
  | 'person'
  /** Members of the room at `:slug` [RM5]. */
  | 'member'
  /** Members of the room of `:generationId`; to all others there is no such picture [RM5]. */
  | 'member of the picture';

export const ROUTE_RULES: Readonly<Record<string, RouteRule>> = {
  'GET /api/session': 'person',
  'POST /api/session': 'public',
  'PATCH /api/session': 'person',
  // Forgets whichever session the cookie names, if any.
  'DELETE /api/session': 'public',
  'GET /api/rooms': 'person',
  'POST /api/rooms': 'person',
  // The link itself is the permission to know the room's name.
  'GET /api/rooms/:slug': 'public',
  'GET /api/rooms/:slug/gallery': 'member',
  'GET /api/images/:generationId/:file': 'member of the picture',
  'GET /api/models': 'public',
  'GET /api/health/live': 'public',
  'GET /api/health/ready': 'public',
  'GET /api/metrics': 'public',
};

/** @throws Error naming what has no rule, and the rules of what is not there. */
export function assertRules(what: string, names: string[], rules: Readonly<Record<string, unknown>>): void {
  const ruled = Object.keys(rules);
  const faults = [
    ...names.filter((name) => !ruled.includes(name)).map((name) => `${name} has no rule`),
    ...ruled.filter((name) => !names.includes(name)).map((name) => `${name} has a rule and is not there`),
  ];
  if (faults.length > 0) throw new Error(`${what} need one rule each in access/rules.ts: ${faults.join(', ')}`);
}
