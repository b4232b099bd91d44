import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Env } from '../config/env.ts';

/** Answers of the API are for who asked, and for now. Pictures, which never change, say otherwise themselves. */
const PRIVATE = /^\/api(\/|\?|$)/;
const NO_POWERS = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'display-capture'];

/**
 * Headers for every answer. A script runs only if it is a file of ours or carries this answer's nonce, which Next writes into its own
 * inline scripts (see `pages.ts`). Pictures come from here alone; in presigned delivery from the store too.
 */
export function securityHeaders(env: Env) {
  const storeOrigin = env.s3Endpoint ? new URL(env.s3Endpoint).origin : 'https://*.amazonaws.com';
  const store = env.imageDelivery === 'presigned' ? [storeOrigin] : [];
  const isSecure = env.publicUrl.startsWith('https:');
  const headers = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Not 'strict-dynamic': it would let a script of ours that was misled write scripts of its own into the page.
        scriptSrc: [
          "'self'",
          () => `'nonce-${randomBytes(16).toString('base64')}'`,
          ...(env.nodeEnv === 'development' ? ["'unsafe-eval'"] : []),
        ],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        // The pages place things by style attributes, and their dialogs and toasts bring rules along.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:', ...store],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: isSecure ? [] : null,
      },
    },
    strictTransportSecurity: isSecure,
    // A room's link is its key: it must not travel in a Referer.
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
  return (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => {
    if (PRIVATE.test(request.url ?? '')) response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Permissions-Policy', NO_POWERS.map((power) => `${power}=()`).join(', '));
    headers(request, response, next);
  };
}
