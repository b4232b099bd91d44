/** Paths of pictures that people bring, and of what was made from what. */
import { GenerationId, Lineage, Upload, UploadId } from '@darkroom/protocol';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { binary, empty, errors, ok, slug } from './openapi.parts.ts';

const image = { ...binary('image/png'), ...binary('image/webp') };

export const building: ZodOpenApiPathsObject = {
  '/api/rooms/{slug}/uploads': {
    post: {
      tags: ['uploads'],
      summary: 'Bring a picture to a room: PNG, JPEG or WebP of at most 10 MB, as the body',
      requestParams: { path: slug },
      requestBody: {
        content: { ...image, ...binary('image/jpeg'), ...binary('application/octet-stream') },
        required: true,
      },
      responses: { 201: ok('As it is kept', Upload), ...errors(400, 401, 403, 404, 413, 429, 503) },
    },
  },
  '/api/uploads/{uploadId}/{file}': {
    get: {
      tags: ['uploads'],
      summary: 'A picture that somebody brought, to members of its room',
      requestParams: {
        path: z.object({ uploadId: UploadId, file: z.enum(['original.png', 'thumbnail.webp']) }),
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
  '/api/images/{generationId}/{index}/lineage': {
    get: {
      tags: ['gallery'],
      summary: 'What a picture was made from, up to the first, and what was made from it',
      requestParams: { path: z.object({ generationId: GenerationId, index: z.int().min(0) }) },
      responses: { 200: ok('The tree', Lineage), ...errors(401, 404, 503) },
    },
  },
};
