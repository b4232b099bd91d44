import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { serve, setup } from 'swagger-ui-express';
import { openApiDocument } from './openapi.ts';

const DOCUMENT_PATH = '/api/docs/openapi.json';

/** Scripts and styles come from the package: nothing is inline but the page's own style, nothing comes from elsewhere. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** API docs at `/api/docs`, their source at `/api/docs/openapi.json`. Call it after helmet and before the app listens. */
export function mountDocs(app: NestExpressApplication): void {
  const document = openApiDocument();
  const page = setup(undefined, {
    swaggerUrl: DOCUMENT_PATH,
    // Would show the document to a validator on the internet.
    swaggerOptions: { validatorUrl: null },
    customSiteTitle: 'Darkroom API',
  });
  app.use(DOCUMENT_PATH, (_request: Request, response: Response) => response.json(document));
  app.use('/api/docs', withPolicy, ...serve, page);
}

function withPolicy(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Content-Security-Policy', POLICY);
  next();
}
