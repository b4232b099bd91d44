import {
  DepartureRequest,
  GenerationId,
  MaybeShare,
  Me,
  ModelStatus,
  MyRoom,
  Room,
  RoomRequest,
  SessionRequest,
  Share,
  SharedPicture,
  ShareList,
  ShareSlug,
  SignInOptions,
  User,
} from '@darkroom/protocol';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Liveness, Readiness } from './health.schema.ts';
import { building } from './openapi.building.ts';
import { gallery } from './openapi.gallery.ts';
import { binary, empty, errors, json, ok, slug } from './openapi.parts.ts';

const Renamed = z.object({ user: User });
const picture = z.object({
  generationId: GenerationId,
  file: z.string().meta({ description: '`<index>.png` for the original, `<index>.webp` for its thumbnail' }),
});
const image = { ...binary('image/png'), ...binary('image/webp') };

const session: ZodOpenApiPathsObject = {
  '/api/session': {
    get: { tags: ['session'], summary: 'Who am I', responses: { 200: ok('You', Me), ...errors(401, 503) } },
    post: {
      tags: ['session'],
      summary: 'Come in as a guest; sets the session cookie',
      requestBody: { content: json(SessionRequest), required: true },
      responses: { 201: ok('You', Me), ...errors(400, 403, 429, 503) },
    },
    patch: {
      tags: ['session'],
      summary: 'Change my name',
      requestBody: { content: json(SessionRequest), required: true },
      responses: { 200: ok('You', Renamed), ...errors(400, 401, 429, 503) },
    },
    delete: { tags: ['session'], summary: 'Forget me', responses: { 204: empty('Done'), ...errors(503) } },
  },
  '/api/sessions': {
    delete: {
      tags: ['session'],
      summary: 'Forget me in every browser',
      responses: { 204: empty('Done'), ...errors(401, 429, 503) },
    },
  },
};

const signIn: ZodOpenApiPathsObject = {
  '/api/sign-in': {
    get: {
      tags: ['session'],
      summary: 'Sign in at the issuer of OpenID Connect; for browsers to walk, not to call',
      requestParams: {
        query: z.object({ to: z.string().optional().meta({ description: 'The page to come back to', example: '/' }) }),
      },
      responses: { 302: empty('To the issuer, or back with `?sign-in=` and a code'), ...errors(403, 404, 429) },
    },
  },
  '/api/sign-in/callback': {
    get: {
      tags: ['session'],
      summary: 'Where the issuer sends the browser back to; sets another session cookie',
      requestParams: { query: z.object({ state: z.string(), code: z.string().optional() }) },
      responses: { 302: empty('To the page, with `?sign-in=` and a code where it failed'), ...errors(404, 429) },
    },
  },
  '/api/sign-in/options': {
    get: {
      tags: ['session'],
      summary: 'Whether guests are let in, and whether one can sign in',
      responses: { 200: ok('How to come in', SignInOptions) },
    },
  },
};

const rooms: ZodOpenApiPathsObject = {
  '/api/rooms': {
    get: {
      tags: ['rooms'],
      summary: 'Rooms that I was in, last visited first',
      responses: { 200: ok('My rooms', z.object({ rooms: z.array(MyRoom) })), ...errors(401, 503) },
    },
    post: {
      tags: ['rooms'],
      summary: 'Make a room and be its host',
      requestBody: { content: json(RoomRequest), required: true },
      responses: { 201: ok('The room', Room), ...errors(400, 401, 429, 503) },
    },
  },
  '/api/rooms/{slug}': {
    get: {
      tags: ['rooms'],
      summary: 'A room by its link',
      requestParams: { path: slug },
      responses: { 200: ok('The room', Room), ...errors(404, 503) },
    },
  },
};

const pictures: ZodOpenApiPathsObject = {
  '/api/images/{generationId}/{file}': {
    get: {
      tags: ['gallery'],
      summary: 'A picture, to members of its room',
      requestParams: {
        path: picture,
        query: z.object({ download: z.string().optional().meta({ description: 'Present: answered as a download' }) }),
        header: z.object({
          range: z.string().optional().meta({ example: 'bytes=0-1023' }),
          'if-none-match': z.string().optional(),
        }),
      },
      responses: {
        200: { description: 'All of it', content: image },
        206: { description: 'The range asked for', content: image },
        302: empty('Where pictures are delivered by the store itself: its address for a few minutes'),
        304: empty('The browser has it already'),
        416: empty('No byte of it was asked for'),
        ...errors(401, 404, 503),
      },
    },
  },
};

const sharedPicture = z.object({ generationId: GenerationId, index: z.string() });
const share = z.object({ share: ShareSlug });
const shares: ZodOpenApiPathsObject = {
  '/api/images/{generationId}/{index}/share': {
    put: {
      tags: ['shares'],
      summary:
        'Make a link that shows this picture to whoever has it; the same one each time, to its author and the hosts',
      requestParams: { path: sharedPicture },
      responses: { 200: ok('The link', Share), ...errors(401, 403, 404, 429, 503) },
    },
    get: {
      tags: ['shares'],
      summary: 'The link of this picture',
      requestParams: { path: sharedPicture },
      responses: { 200: ok('The link, if it has one', MaybeShare), ...errors(401, 403, 404, 503) },
    },
  },
  '/api/rooms/{slug}/shares': {
    get: {
      tags: ['shares'],
      summary: 'Links to pictures of a room, latest first, to its hosts',
      requestParams: { path: slug },
      responses: { 200: ok('Links', ShareList), ...errors(401, 403, 404, 503) },
    },
  },
  '/api/shares': {
    get: {
      tags: ['shares'],
      summary: 'Links that I may take back, latest first',
      responses: { 200: ok('Links', ShareList), ...errors(401, 503) },
    },
  },
  '/api/shares/{share}': {
    get: {
      tags: ['shares'],
      summary: 'What a link shows, to whoever has it',
      requestParams: { path: share },
      responses: { 200: ok('The picture’s settings', SharedPicture), ...errors(404, 429, 503) },
    },
    delete: {
      tags: ['shares'],
      summary: 'Take a link back',
      requestParams: { path: share },
      responses: { 204: empty('Done, now or before'), ...errors(401, 403, 404, 429, 503) },
    },
  },
  '/api/shares/{share}/{file}': {
    get: {
      tags: ['shares'],
      summary: 'The picture that a link shows, to whoever has it',
      requestParams: { path: share.extend({ file: z.enum(['picture.png', 'picture.webp']) }) },
      responses: {
        200: { description: 'All of it', content: image },
        302: empty('Where pictures are delivered by the store itself: its address for a few minutes'),
        304: empty('The browser has it already'),
        ...errors(404, 429, 503),
      },
    },
  },
};

const me: ZodOpenApiPathsObject = {
  '/api/me/export': {
    get: {
      tags: ['my data'],
      summary: 'All that is held of me, as one zip',
      responses: { 200: { description: 'The zip', content: binary('application/zip') }, ...errors(401, 429, 503) },
    },
  },
  '/api/me': {
    delete: {
      tags: ['my data'],
      summary: 'Delete myself; I am signed out everywhere at once, the rest is gone within seconds',
      requestBody: { content: json(DepartureRequest), required: true },
      responses: { 202: ok('It is on its way', z.object({})), ...errors(400, 401, 429, 503) },
    },
  },
};

const operations: ZodOpenApiPathsObject = {
  '/api/models': {
    get: {
      tags: ['models'],
      summary: 'Models that are served, and whether each is ready',
      responses: { 200: ok('Models', z.object({ models: z.array(ModelStatus) })), ...errors(503) },
    },
  },
  '/api/health/live': {
    get: { tags: ['operations'], summary: 'The process answers', responses: { 200: ok('It does', Liveness) } },
  },
  '/api/health/ready': {
    get: {
      tags: ['operations'],
      summary: 'Everything it stands on answers; without TorchServe it is `degraded` and still 200',
      responses: { 200: ok('Usable', Readiness), 503: ok('Postgres, Redis or S3 is away', Readiness) },
    },
  },
  '/api/metrics': {
    get: {
      tags: ['operations'],
      summary: 'Prometheus metrics, to whoever has METRICS_TOKEN',
      security: [{ operator: [] }],
      responses: {
        200: { description: 'Metrics', content: { 'text/plain': { schema: z.string() } } },
        ...errors(404),
      },
    },
  },
};

export const paths: ZodOpenApiPathsObject = {
  ...session,
  ...signIn,
  ...rooms,
  ...gallery,
  ...pictures,
  ...shares,
  ...building,
  ...me,
  ...operations,
};
