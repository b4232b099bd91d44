import helmet from 'helmet';
import type { Env } from '../config/env.ts';

/**
 * Headers for every answer. Pictures and scripts come from here alone; in presigned delivery pictures come from the store too.
 * Next writes its start-up data as inline scripts, so scripts are held to our origin and inline ones.
 */
export function securityHeaders(env: Env) {
  const storeOrigin = env.s3Endpoint ? new URL(env.s3Endpoint).origin : 'https://*.amazonaws.com';
  const store = env.imageDelivery === 'presigned' ? [storeOrigin] : [];
  const isSecure = env.publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'unsafe-inline'", ...(env.nodeEnv === 'development' ? ["'unsafe-eval'"] : [])],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:', ...store],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        upgradeInsecureRequests: isSecure ? [] : null,
      },
    },
    strictTransportSecurity: isSecure,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}
