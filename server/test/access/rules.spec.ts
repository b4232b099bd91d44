/**
 * Everybody at every door. What is expected stands here a second time, by person and with the codes that they meet, so that a rule
 * that was loosened by mistake is noticed.
 */
import type { Command, ErrorCode } from '@darkroom/protocol';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_RULES, ROUTE_RULES } from '../../src/access/rules.ts';
import { Cluster } from '../support/cluster.ts';
import { Connection } from '../support/connection.ts';
import { json, Person } from '../support/person.ts';
import { prompt } from '../support/prompt.ts';
import type { RoomTab } from '../support/room-tab.ts';
import {
  atRoom,
  authorOrHost,
  everybody,
  hosts,
  hostsAtRoom,
  type Meets,
  members,
  type Name,
  nowhere,
  ofThePicture,
  open,
  persons,
  ROLES,
  type RouteRow,
  type Row,
  seesPictures,
  writers,
  writersAtRoom,
} from './meets.ts';

const PICTURE = new Uint8Array(
  await sharp({ create: { width: 8, height: 8, channels: 3, background: '#222' } })
    .png()
    .toBuffer(),
);
const OPERATOR_TOKEN = 'a-token-for-operators';

let cluster: Cluster;
let people: Record<Name, Person>;
/** A member to whom things may happen. */
let spare: Person;
let tabs: Record<Name, Connection>;
let room: RoomTab['room'];
let generationId: string;
/** The picture's link. */
let share: string;
let uploadId: string;

beforeAll(async () => {
  cluster = await Cluster.start({ env: { METRICS_TOKEN: OPERATOR_TOKEN } });
  const entered = await Promise.all(ROLES.map(async (name) => [name, await Person.enter(cluster.gateway, name)]));
  people = Object.fromEntries(entered);
  spare = await Person.enter(cluster.gateway, 'spare');
  const hosted = await people.host.host();
  room = hosted.room;
  const asked = await people.author.openRoom(room);
  const [viewer] = [
    await people.viewer.openRoom(room),
    await people.removed.openRoom(room),
    await spare.openRoom(room),
  ];
  generationId = (await asked.request()).id;
  await asked.ended(generationId);
  await hosted.ask('person:set-role', { roomId: room.id, userId: people.viewer.user.id, role: 'viewer' });
  await hosted.ask('person:remove', { roomId: room.id, userId: people.removed.user.id });
  tabs = {
    host: hosted,
    author: asked,
    member: await people.member.openRoom(room),
    viewer,
    removed: await people.removed.connect(),
    stranger: await people.stranger.connect(),
  };
  const shared = await people.author.fetch(`/api/images/${generationId}/0/share`, { method: 'PUT' });
  share = ((await shared.json()) as { slug: string }).slug;
  const brought = await people.author.fetch(`/api/rooms/${room.slug}/uploads`, { method: 'POST', body: PICTURE });
  uploadId = ((await brought.json()) as { id: string }).id;
});
afterAll(async () => {
  for (const person of [...Object.values(people ?? {}), spare]) person?.leave();
  await cluster?.stop();
});

const one = () => ({ roomId: room.id, generationId });
const ofSpare = () => ({ roomId: room.id, userId: spare.user.id });
const picture = () => ({ ...one(), index: 0 });
const pictures = () => ({ roomId: room.id, pictures: [{ generationId, index: 0 }] });

const COMMANDS: Record<Command, Row<object>> = {
  'room:rename': { asks: () => ({ roomId: room.id, name: 'x' }), ...hosts },
  'room:lock': { asks: () => ({ roomId: room.id, isLocked: false }), ...hosts },
  'people:list': { asks: () => ({ roomId: room.id }), ...members },
  'people:removed': { asks: () => ({ roomId: room.id }), ...hosts },
  'person:set-role': { asks: () => ({ ...ofSpare(), role: 'viewer' }), ...hosts },
  'person:remove': { asks: ofSpare, ...hosts },
  'person:readmit': { asks: ofSpare, ...hosts },
  'invite:create': { asks: () => ({ roomId: room.id, role: 'viewer', expiresInSeconds: 60 }), ...hosts },
  'invite:list': { asks: () => ({ roomId: room.id }), ...hosts },
  'invite:revoke': { asks: () => ({ roomId: room.id, inviteId: uuidv7() }), ...hosts },
  'generation:request': { asks: () => prompt(room.id), ...writers },
  'generation:cancel': { asks: one, ...authorOrHost },
  'generation:dismiss': { asks: one, ...authorOrHost },
  'generation:retry': { asks: one, ...authorOrHost },
  'generation:vote-stop': { asks: () => ({ ...one(), isOn: true }), ...writers },
  'picture:find': { asks: pictures, ...members },
  'picture:react': { asks: () => ({ ...picture(), kind: 'heart', isOn: true }), ...writers },
  'picture:favour': { asks: () => ({ ...picture(), isOn: true }), ...members },
  'picture:pin': { asks: () => ({ ...pictures(), isPinned: true }), ...writers },
  'picture:show': { asks: picture, ...writers },
  'draft:open': { asks: () => ({ roomId: room.id, epoch: null, stateVector: new Uint8Array([0]) }), ...members },
  'draft:edit': { asks: () => ({ roomId: room.id, epoch: 0, update: new Uint8Array([0, 0]) }), ...writers },
  'presence:show': {
    asks: () => ({ roomId: room.id, tab: 1, writes: false, caret: null, looksAt: null }),
    ...members,
  },
  // A room that one is not in: leaving this one would take the others' places in the rows that follow.
  'room:leave': { asks: () => ({ roomId: uuidv7() }), ...everybody },
  'pictures:delete': { asks: () => ({ roomId: room.id, pictures: [{ generationId, index: 0 }] }), ...authorOrHost },
  // Of the last ones: with it the stranger is none any more.
  'room:join': { asks: () => ({ slug: room.slug }), ...everybody, removed: 'removed' },
  'room:delete': { asks: () => ({ roomId: room.id }), ...hosts, stranger: 'forbidden' },
};

const named = (method: string) => json(method, { name: 'x' });
const ROUTES: Record<string, RouteRow> = {
  'GET /api/session': { asks: () => ['/api/session'], ...persons },
  'POST /api/session': { asks: () => ['/api/session', named('POST')], ...open },
  'PATCH /api/session': { asks: () => ['/api/session', named('PATCH')], ...persons },
  // Here nobody can sign in.
  'GET /api/sign-in': { asks: () => ['/api/sign-in'], ...nowhere },
  'GET /api/sign-in/callback': { asks: () => ['/api/sign-in/callback'], ...nowhere },
  'GET /api/sign-in/options': { asks: () => ['/api/sign-in/options'], ...open },
  'GET /api/rooms': { asks: () => ['/api/rooms'], ...persons },
  'POST /api/rooms': { asks: () => ['/api/rooms', named('POST')], ...persons },
  'GET /api/rooms/:slug': { asks: () => [`/api/rooms/${room.slug}`], ...open },
  'GET /api/rooms/:slug/gallery': {
    asks: () => [`/api/rooms/${room.slug}/gallery`],
    ...atRoom,
  },
  'GET /api/rooms/:slug/gallery/search': {
    asks: () => [`/api/rooms/${room.slug}/gallery/search?q=apple`],
    ...atRoom,
  },
  'GET /api/rooms/:slug/gallery/facets': {
    asks: () => [`/api/rooms/${room.slug}/gallery/facets`],
    ...atRoom,
  },
  'POST /api/rooms/:slug/gallery/zip': {
    asks: () => [`/api/rooms/${room.slug}/gallery/zip`, json('POST', { pictures: `${generationId}-0` })],
    ...atRoom,
  },
  'GET /api/images/:generationId/:file': {
    asks: () => [`/api/images/${generationId}/0.png`],
    ...seesPictures,
  },
  'GET /api/images/:generationId/:index/share': {
    asks: () => [`/api/images/${generationId}/0/share`],
    ...ofThePicture,
  },
  'PUT /api/images/:generationId/:index/share': {
    asks: () => [`/api/images/${generationId}/0/share`, { method: 'PUT' }],
    ...ofThePicture,
  },
  'GET /api/rooms/:slug/shares': {
    asks: () => [`/api/rooms/${room.slug}/shares`],
    ...hostsAtRoom,
  },
  'GET /api/shares': { asks: () => ['/api/shares'], ...persons },
  'GET /api/shares/:share': { asks: () => [`/api/shares/${share}`], ...open },
  'GET /api/shares/:share/:file': { asks: () => [`/api/shares/${share}/picture.png`], ...open },
  'GET /api/images/:generationId/:index/lineage': {
    asks: () => [`/api/images/${generationId}/0/lineage`],
    ...seesPictures,
  },
  'POST /api/rooms/:slug/uploads': {
    asks: () => [`/api/rooms/${room.slug}/uploads`, { method: 'POST', body: PICTURE }],
    ...writersAtRoom,
  },
  'GET /api/uploads/:uploadId/:file': {
    asks: () => [`/api/uploads/${uploadId}/original.png`],
    ...seesPictures,
  },
  'GET /api/me/export': { asks: () => ['/api/me/export'], ...persons },
  'GET /api/models': { asks: () => ['/api/models'], ...open },
  'GET /api/health/live': { asks: () => ['/api/health/live'], ...open },
  'GET /api/health/ready': { asks: () => ['/api/health/ready'], ...open },
  'GET /api/metrics': { asks: () => ['/api/metrics'], ...nowhere },
  // They end what they name, and are asked apart.
  'DELETE /api/me': {
    asks: () => ['/api/me', json('DELETE', { pictures: 'delete', name: 'x' })],
    ...persons,
  },
  'DELETE /api/shares/:share': {
    asks: () => [`/api/shares/${share}`, { method: 'DELETE' }],
    ...everybody,
    member: 'forbidden',
    viewer: 'forbidden',
    removed: 'forbidden',
    stranger: 'forbidden',
    nobody: 'unauthenticated',
  },
  'DELETE /api/session': { asks: () => ['/api/session', { method: 'DELETE' }], ...open },
  'DELETE /api/sessions': { asks: () => ['/api/sessions', { method: 'DELETE' }], ...persons },
};

async function meets(answer: Response): Promise<Meets> {
  if (answer.ok) return 'ok';
  return ((await answer.json()) as { error: { code: ErrorCode } }).error.code;
}

async function outcome(of: (role: Name) => Promise<Meets>): Promise<Partial<Record<Name, Meets>>> {
  const met: Partial<Record<Name, Meets>> = {};
  for (const role of ROLES) met[role] = await of(role);
  return met;
}

// Routes first: the last commands make a member of the stranger, and an end of the room.
describe('[RM5, RL3] a route lets in whom its rule names', () => {
  it('and the table is whole', () => {
    expect(Object.keys(ROUTES).sort()).toEqual(Object.keys(ROUTE_RULES).sort());
  });

  it.each(Object.entries(ROUTES).filter(([name]) => !name.startsWith('DELETE')))(
    '%s',
    async (_, { asks, nobody, ...expected }) => {
      const ask = (cookie: string) => {
        const [path, init] = asks();
        const headers = { ...init?.headers, ...(cookie && { cookie }) };
        return fetch(cluster.gateway.url + path, { ...init, headers });
      };
      expect(await outcome(async (role) => meets(await ask(people[role].cookie)))).toEqual(expected);
      expect(await meets(await ask(''))).toBe(nobody);
      expect(await meets(await ask('darkroom_session=AAAA'))).toBe(nobody);
    },
  );
});

it('GET /api/metrics is for who has the token, the whole of it', async () => {
  const ask = (token: string, { url } = cluster.gateway) =>
    fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const answer = await ask(OPERATOR_TOKEN);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('process_resident_memory_bytes');
  for (const token of ['', 'undefined', OPERATOR_TOKEN.slice(0, -1), `${OPERATOR_TOKEN}x`]) {
    expect((await ask(token)).status, token).toBe(404);
  }
  const tokenless = await cluster.addGateway({ METRICS_TOKEN: '' });
  for (const token of ['', 'undefined', OPERATOR_TOKEN]) expect((await ask(token, tokenless)).status, token).toBe(404);
});

it('[SH2] DELETE of a link is for who made it, whose picture it shows, and the hosts', async () => {
  const { asks, nobody, ...expected } = ROUTES['DELETE /api/shares/:share'] as RouteRow;
  // One after the other: whoever may ends it, and to end it again is no fault.
  expect(await outcome(async (role) => meets(await people[role].fetch(...asks())))).toEqual(expected);
  const [path, init] = asks();
  expect(await meets(await fetch(cluster.gateway.url + path, init))).toBe(nobody);
});

describe('[RM3, RL1, RL3, GN4] a command lets in whom its rule names', () => {
  it('and the table is whole', () => {
    expect(Object.keys(COMMANDS).sort()).toEqual(Object.keys(COMMAND_RULES).sort());
  });

  it.each(Object.entries(COMMANDS))('%s', async (command, { asks, ...expected }) => {
    const met = await outcome(async (role) => {
      const answer = await tabs[role].send(command as Command, asks());
      return answer.ok ? 'ok' : answer.error.code;
    });
    expect(met).toEqual(expected);
  });

  it('and nobody without a session is connected at all', async () => {
    const nobody = new Connection(cluster.gateway.url, '');
    await expect(nobody.open()).rejects.toThrow('unauthenticated');
    nobody.close();
  });
});

it('DELETE ends the session that the cookie names, or all of the person, and nobody else’s', async () => {
  const remove = (path: string, cookie?: string) =>
    fetch(cluster.gateway.url + path, { method: 'DELETE', headers: cookie ? { cookie } : {} });
  expect((await remove('/api/session')).status).toBe(204);
  expect(await meets(await remove('/api/sessions'))).toBe('unauthenticated');
  for (const [path, person] of [
    ['/api/session', people.member],
    ['/api/sessions', people.host],
  ] as const) {
    expect((await remove(path, person.cookie)).status).toBe(204);
    expect((await person.fetch('/api/session')).status).toBe(401);
  }
  expect((await people.author.fetch('/api/session')).status).toBe(200);
});
