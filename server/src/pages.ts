/** The Next.js pages, served by this process on the same origin as REST and Socket.IO. */
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import type { Env } from './config/env.ts';

const CLIENT = path.resolve(import.meta.dirname, '../../client');
const OURS = /^\/(api|socket\.io)(\/|\?|$)/;

/** Where the page is looked at from outside, for addresses in it that must be whole; the same name in client/src/lib/page-data.ts. */
const ORIGIN_HEADER = 'x-darkroom-origin';

interface Next {
  prepare(): Promise<void>;
  getRequestHandler(): (request: Request, response: Response) => Promise<void>;
  close(): Promise<void>;
}
type NextFactory = (options: { dev: boolean; dir: string; hostname: string; port: number; httpServer: Server }) => Next;

/** Prepares the pages; the middleware leaves /api and /socket.io to Nest. */
export async function preparePages(env: Env, httpServer: Server) {
  const createNext = createRequire(path.join(CLIENT, 'package.json'))('next') as NextFactory;
  const dev = env.nodeEnv === 'development';
  const next = createNext({ dev, dir: CLIENT, hostname: env.host, port: env.port, httpServer });
  await next.prepare();
  const handle = next.getRequestHandler();
  const middleware = (request: Request, response: Response, pass: NextFunction) => {
    if (OURS.test(request.url)) return pass();
    // Next finds the nonce for its scripts where a proxy before it would have put it: in the policy as a header of the request.
    request.headers['content-security-policy'] = String(response.getHeader('content-security-policy'));
    request.headers[ORIGIN_HEADER] = originOf(request, env);
    handle(request, response).catch(pass);
  };
  return { middleware, close: () => next.close() };
}

/** PUBLIC_URL where it is set. Otherwise as the browser, or a trusted proxy, names us: that is shown to who asked, and to nobody else. */
function originOf(request: Request, { publicUrl, hasPublicUrl }: Env): string {
  const asked = `${request.protocol}://${request.host}`;
  return hasPublicUrl || !URL.canParse(asked) ? new URL(publicUrl).origin : new URL(asked).origin;
}
