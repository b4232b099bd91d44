import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Env } from '../config/env.ts';
import { DomainError } from '../shared/domain-error.ts';

/**
 * Whether a request may act with the browser's cookie: it comes from our own pages, from a listed origin, or from no page at
 * all (a command line sends no Origin).
 */
export function isAllowedOrigin(request: IncomingMessage, env: Env): boolean {
  const { origin, host } = request.headers;
  if (!origin) return true;
  return env.allowedOrigins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}

/**
 * For what a page is opened with and which changes something nevertheless. A browser says where the link was; one that does not, or
 * who typed the address, may go on. @throws DomainError origin_refused
 */
export function assertOwnPage(request: IncomingMessage): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw foreignPage();
}

const foreignPage = () => new DomainError('origin_refused', 'This page may not act for Darkroom.');

/** Refuses writes from foreign pages; reads are held back by the browser's own same-origin rule. */
export const originCheck =
  (env: Env, onRefusal: (request: IncomingMessage) => void) =>
  (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads || isAllowedOrigin(request, env)) return next();
    onRefusal(request);
    const error = foreignPage();
    response
      .writeHead(error.status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: error.toWire() }));
  };
