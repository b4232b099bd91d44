import { GalleryFacets, GalleryPage, GalleryQuery, GallerySearch, GalleryZipRequest } from '@darkroom/protocol';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { binary, errors, json, ok, slug } from './openapi.parts.ts';

export const gallery: ZodOpenApiPathsObject = {
  '/api/rooms/{slug}/gallery': {
    get: {
      tags: ['gallery'],
      summary: 'Finished pictures of a room, all or some of them, a page at a time',
      requestParams: { path: slug, query: GalleryQuery },
      responses: { 200: ok('A page', GalleryPage), ...errors(400, 401, 403, 404, 503) },
    },
  },
  '/api/rooms/{slug}/gallery/search': {
    get: {
      tags: ['gallery'],
      summary: 'Those whose prompt holds some words; where none does, what may have been meant by them',
      requestParams: { path: slug, query: GallerySearch },
      responses: { 200: ok('A page', GalleryPage), ...errors(400, 401, 403, 404, 429, 503) },
    },
  },
  '/api/rooms/{slug}/gallery/facets': {
    get: {
      tags: ['gallery'],
      summary: 'The authors, models and sizes of a room’s pictures, and how many there are of each',
      requestParams: { path: slug },
      responses: { 200: ok('What to filter by', GalleryFacets), ...errors(401, 403, 404, 429, 503) },
    },
  },
  '/api/rooms/{slug}/gallery/zip': {
    post: {
      tags: ['gallery'],
      summary: 'Originals of chosen pictures as one download',
      requestParams: { path: slug },
      requestBody: {
        content: { 'application/x-www-form-urlencoded': { schema: GalleryZipRequest }, ...json(GalleryZipRequest) },
        required: true,
      },
      responses: {
        200: { description: 'A zip, made while it is sent', content: binary('application/zip') },
        ...errors(400, 401, 403, 404, 429, 503),
      },
    },
  },
};
