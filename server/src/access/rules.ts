/**
 * Who may do what, and which limit counts it: one line for each command of Socket.IO and each route of HTTP. The server does not start when one has no line here,
 * or a line has none, and what finds no line while it runs is refused. `Access` and `Limits` hold them; handlers check nothing themselves.
 *
 * Beside these stand only files that are the same for everybody: the pages and the API docs.
 */
import type { Command } from '@darkroom/protocol';
import type { LimitName } from '../limits/limits.ts';

/** Of a command. The connection itself was refused to whoever has no session. */
export type CommandWho =
  /** Everybody with a session. */
  | 'person'
  /** Whose connection has joined the room that the payload names [RM3]: sees what is there. */
  | 'member'
  /** A member who is no viewer [RL1]. */
  | 'writer'
  /** Of the room's hosts one. */
  | 'host'
  /** A writer who asked for all the generations that the payload names, alone or with pictures of theirs, or the room's host [GN4]. */
  | 'author or host';

export type CommandRule = { who: CommandWho; limit: LimitName };

export const COMMAND_RULES: Readonly<Record<Command, CommandRule>> = {
  // The link itself is the permission, or an invite [RM1, RL5].
  'room:join': { who: 'person', limit: 'joins' },
  // One's own connection; of a room that it is not in, it changes nothing.
  'room:leave': { who: 'person', limit: 'commands' },
  'room:rename': { who: 'host', limit: 'commands' },
  'room:lock': { who: 'host', limit: 'commands' },
  'room:delete': { who: 'host', limit: 'commands' },
  'people:list': { who: 'member', limit: 'commands' },
  'people:removed': { who: 'host', limit: 'commands' },
  'person:set-role': { who: 'host', limit: 'commands' },
  'person:remove': { who: 'host', limit: 'commands' },
  'person:readmit': { who: 'host', limit: 'commands' },
  'invite:create': { who: 'host', limit: 'commands' },
  'invite:list': { who: 'host', limit: 'commands' },
  'invite:revoke': { who: 'host', limit: 'commands' },
  'pictures:delete': { who: 'author or host', limit: 'commands' },
  'generation:request': { who: 'writer', limit: 'submits' },
  'generation:cancel': { who: 'author or host', limit: 'commands' },
  'generation:retry': { who: 'author or host', limit: 'submits' },
  'generation:dismiss': { who: 'author or host', limit: 'commands' },
  // One's own word among others; alone it stops only what `generation:cancel` would [DC5].
  'generation:vote-stop': { who: 'writer', limit: 'commands' },
  'picture:find': { who: 'member', limit: 'commands' },
  'picture:react': { who: 'writer', limit: 'commands' },
  // For oneself alone: whoever sees a picture may like it.
  'picture:favour': { who: 'member', limit: 'commands' },
  // A room of friends: what one pinned, another may unpin [DC4].
  'picture:pin': { who: 'writer', limit: 'commands' },
  // It asks for everybody's attention.
  'picture:show': { who: 'writer', limit: 'shows' },
  'draft:open': { who: 'member', limit: 'commands' },
  'draft:edit': { who: 'writer', limit: 'typing' },
  'presence:show': { who: 'member', limit: 'typing' },
};

/** Of a route. */
export type RouteWho =
  /** Everybody, also without a session. */
  | 'public'
  /** Everybody with a session. */
  | 'person'
  /** Members of the room at `:slug` [RM5]: they see what is there. */
  | 'member'
  /** Members of it who are no viewers [RL1]. */
  | 'writer'
  /** Members of the room of `:generationId`; to all others there is no such picture [RM5]. */
  | 'member of the picture'
  /** Hosts of the room at `:slug`. */
  | 'host'
  /** Of the members of the room of `:generationId`, its author and the hosts; no viewer. */
  | 'author or host of the picture'
  /** Who made the link at `:share`, whose picture it shows, and its room's hosts [SH2]. */
  | 'sharer or host'
  /** Members of the room of `:uploadId`; to all others there is no such picture [BD7]. */
  | 'member of the upload'
  /** Who runs Darkroom, by the token METRICS_TOKEN; to all others, and without one, there is no such page. */
  | 'operator';

/** Without a limit: it makes nothing, and costs little. */
export type RouteRule = { who: RouteWho; limit?: LimitName };

export const ROUTE_RULES: Readonly<Record<string, RouteRule>> = {
  'GET /api/session': { who: 'person' },
  'POST /api/session': { who: 'public', limit: 'sessions' },
  'PATCH /api/session': { who: 'person', limit: 'commands' },
  // Forgets whichever session the cookie names, if any.
  'DELETE /api/session': { who: 'public' },
  'DELETE /api/sessions': { who: 'person', limit: 'commands' },
  // Each way asks the issuer something, and the way back makes a session.
  'GET /api/sign-in': { who: 'public', limit: 'sessions' },
  'GET /api/sign-in/callback': { who: 'public', limit: 'sessions' },
  'GET /api/sign-in/options': { who: 'public' },
  'GET /api/rooms': { who: 'person' },
  'POST /api/rooms': { who: 'person', limit: 'rooms' },
  // The link itself is the permission to know the room's name.
  'GET /api/rooms/:slug': { who: 'public' },
  'GET /api/rooms/:slug/gallery': { who: 'member' },
  'GET /api/rooms/:slug/gallery/search': { who: 'member', limit: 'searches' },
  'GET /api/rooms/:slug/gallery/facets': { who: 'member', limit: 'searches' },
  'POST /api/rooms/:slug/gallery/zip': { who: 'member', limit: 'commands' },
  'GET /api/images/:generationId/:file': { who: 'member of the picture' },
  'PUT /api/images/:generationId/:index/share': { who: 'author or host of the picture', limit: 'commands' },
  'GET /api/images/:generationId/:index/share': { who: 'author or host of the picture' },
  'GET /api/rooms/:slug/shares': { who: 'host' },
  'GET /api/shares': { who: 'person' },
  // The link itself is the permission to see the one picture [SH1].
  'GET /api/shares/:share': { who: 'public', limit: 'shares' },
  'GET /api/shares/:share/:file': { who: 'public', limit: 'shares' },
  'DELETE /api/shares/:share': { who: 'sharer or host', limit: 'commands' },
  'GET /api/images/:generationId/:index/lineage': { who: 'member of the picture' },
  'POST /api/rooms/:slug/uploads': { who: 'writer', limit: 'uploads' },
  'GET /api/uploads/:uploadId/:file': { who: 'member of the upload' },
  'GET /api/me/export': { who: 'person', limit: 'exports' },
  'DELETE /api/me': { who: 'person', limit: 'commands' },
  'GET /api/models': { who: 'public' },
  'GET /api/health/live': { who: 'public' },
  'GET /api/health/ready': { who: 'public' },
  'GET /api/metrics': { who: 'operator' },
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
