import { Generation, MarkedItem, ModelStatus, MyRoom, Picture, Room, User, WireError } from '@darkroom/protocol';
import { createDocument } from 'zod-openapi';
import { paths } from './openapi.paths.ts';

const DESCRIPTION = `What can be asked over HTTP. Everything that happens in a room while it happens goes over Socket.IO; its events
are declared in \`protocol/src/events.ts\`, its rules in \`protocol/SPEC.md\`.`;

/** Made from the schemas that the routes parse with, so that it cannot say anything else. */
export const openApiDocument = () =>
  createDocument({
    openapi: '3.1.0',
    info: { title: 'Darkroom', version: '1', description: DESCRIPTION, license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { GalleryItem: MarkedItem, Generation, ModelStatus, MyRoom, Picture, Room, User, WireError },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'darkroom_session' },
        operator: { type: 'http', scheme: 'bearer' },
      },
    },
  });
