/** The only reader of process.env on the server. A bad value stops the start and says which, and why. */
import proxyAddr from 'proxy-addr';
import { z } from 'zod';
import { withSecretFiles } from './secret-files.ts';

const url = (protocols: RegExp) => z.url({ protocol: protocols });
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** `200/10`: 200 at once, and 200 more in each 10 seconds, evenly. */
const rate = (standard: `${number}/${number}`) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}\/[1-9]\d{0,4}$/, 'must be a number of requests, a slash and a number of seconds, like 200/10')
    .default(standard)
    .transform((text) => {
      const [points = 0, seconds = 0] = text.split('/').map(Number);
      return { points, seconds };
    });
export type Rate = z.infer<ReturnType<typeof rate>>;

const proxies = z
  .string()
  .default('loopback')
  .transform((text, context) => {
    const list = text === 'none' ? [] : text.split(',').map((part) => part.trim());
    try {
      proxyAddr.compile(list);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : String(error));
    }
    return list;
  });

const isLoopback = (address: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname);
const issuer = url(/^https?$/).refine(
  (address) => address.startsWith('https:') || isLoopback(address),
  'must be an https address, or one of this machine',
);
const scopes = z
  .string()
  .default('openid profile')
  .refine((text) => text.split(' ').includes('openid'), 'must contain openid');

const Variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  PORT: whole(1, 65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url(/^https?$/).optional(),
  ALLOWED_ORIGINS: list.pipe(z.array(url(/^https?$/))),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: url(/^postgres(ql)?$/),
  REDIS_URL: url(/^rediss?$/),
  S3_ENDPOINT: url(/^https?$/).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().default('darkroom'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: flag.optional(),
  IMAGE_DELIVERY: z.enum(['proxy', 'presigned']).default('proxy'),
  IMAGE_URL_TTL_SECONDS: whole(30, 3600).default(300),
  TORCHSERVE_URL: url(/^https?$/),
  TORCHSERVE_MANAGEMENT_URL: url(/^https?$/).optional(),
  TORCHSERVE_KEY_FILE: z.string().optional(),
  WORKER_CONCURRENCY: whole(1, 64).default(1),
  MAX_ATTEMPTS: whole(1, 10).default(3),
  MAX_WAITING_PER_PERSON: whole(1, 10_000).default(100),
  METRICS_TOKEN: z.string().min(20, 'must have 20 characters or more').optional(),
  WORKER_METRICS_PORT: whole(1, 65535).optional(),
  TRUST_PROXY: proxies,
  LIMIT_SESSIONS: rate('300/60'),
  LIMIT_ROOMS: rate('60/60'),
  LIMIT_JOINS: rate('200/10'),
  LIMIT_SUBMITS: rate('200/10'),
  LIMIT_UPLOADS: rate('30/60'),
  LIMIT_COMMANDS: rate('200/10'),
  LIMIT_SHARES: rate('60/10'),
  LIMIT_SEARCHES: rate('100/10'),
  LIMIT_SHOWS: rate('10/60'),
  LIMIT_TYPING: rate('600/10'),
  LIMIT_EXPORTS: rate('6/3600'),
  LIMIT_ADDRESS_FACTOR: whole(1, 1000).default(20),
  MAX_SOCKETS_PER_PERSON: whole(1, 10_000).default(20),
  MAX_SOCKETS_PER_ADDRESS: whole(1, 100_000).default(500),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).default('Sign in'),
  OIDC_SCOPES: scopes,
  GUESTS: flag.default(true),
});

/** What one variable asks of another. */
const Settings = Variables.check(({ value, issues }) => {
  const fault = (name: string, message: string) =>
    issues.push({ code: 'custom', path: [name], message, input: undefined });
  if (!value.GUESTS && !value.OIDC_ISSUER) fault('GUESTS', 'without OIDC_ISSUER nobody could come in');
  if (value.OIDC_ISSUER && !value.OIDC_CLIENT_ID) fault('OIDC_CLIENT_ID', 'is needed with OIDC_ISSUER');
});

/** Injection token; the value is an `Env`. */
export const ENV = Symbol('ENV');
export type Env = ReturnType<typeof readEnv>;

/** @throws Error naming every variable at fault, one a line. */
export function readEnv(source: NodeJS.ProcessEnv = process.env) {
  // A variable that is set but empty (a blank line in an env file) counts as not set.
  const given = withSecretFiles(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
  const parsed = Settings.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Darkroom cannot start. These settings are not right:\n${faults.join('\n')}`);
  }
  const v = parsed.data;
  const publicUrl = v.PUBLIC_URL ?? `http://localhost:${v.PORT}`;
  return {
    nodeEnv: v.NODE_ENV,
    port: v.PORT,
    host: v.HOST,
    publicUrl,
    hasPublicUrl: v.PUBLIC_URL !== undefined,
    allowedOrigins: [publicUrl, ...v.ALLOWED_ORIGINS].map((address) => new URL(address).origin),
    logLevel: v.LOG_LEVEL,
    databaseUrl: v.DATABASE_URL,
    redisUrl: v.REDIS_URL,
    s3Endpoint: v.S3_ENDPOINT,
    s3Region: v.S3_REGION,
    s3Bucket: v.S3_BUCKET,
    s3AccessKeyId: v.S3_ACCESS_KEY_ID,
    s3SecretAccessKey: v.S3_SECRET_ACCESS_KEY,
    s3ForcePathStyle: v.S3_FORCE_PATH_STYLE ?? v.S3_ENDPOINT !== undefined,
    imageDelivery: v.IMAGE_DELIVERY,
    imageUrlTtlSeconds: v.IMAGE_URL_TTL_SECONDS,
    torchserveUrl: v.TORCHSERVE_URL,
    torchserveManagementUrl: v.TORCHSERVE_MANAGEMENT_URL ?? nextPort(v.TORCHSERVE_URL),
    torchserveKeyFile: v.TORCHSERVE_KEY_FILE,
    workerConcurrency: v.WORKER_CONCURRENCY,
    maxAttempts: v.MAX_ATTEMPTS,
    maxWaitingPerPerson: v.MAX_WAITING_PER_PERSON,
    metricsToken: v.METRICS_TOKEN,
    workerMetricsPort: v.WORKER_METRICS_PORT,
    trustProxy: v.TRUST_PROXY,
    limits: {
      sessions: v.LIMIT_SESSIONS,
      rooms: v.LIMIT_ROOMS,
      joins: v.LIMIT_JOINS,
      submits: v.LIMIT_SUBMITS,
      uploads: v.LIMIT_UPLOADS,
      commands: v.LIMIT_COMMANDS,
      shares: v.LIMIT_SHARES,
      searches: v.LIMIT_SEARCHES,
      shows: v.LIMIT_SHOWS,
      typing: v.LIMIT_TYPING,
      exports: v.LIMIT_EXPORTS,
    },
    limitAddressFactor: v.LIMIT_ADDRESS_FACTOR,
    maxSocketsPerPerson: v.MAX_SOCKETS_PER_PERSON,
    maxSocketsPerAddress: v.MAX_SOCKETS_PER_ADDRESS,
    guests: v.GUESTS,
    oidc: v.OIDC_ISSUER
      ? {
          issuer: v.OIDC_ISSUER,
          clientId: v.OIDC_CLIENT_ID ?? '',
          clientSecret: v.OIDC_CLIENT_SECRET,
          label: v.OIDC_NAME,
          scopes: v.OIDC_SCOPES,
          redirectUri: new URL('/api/sign-in/callback', publicUrl).href,
        }
      : undefined,
  };
}

/** TorchServe's management API listens one port above its inference API unless told otherwise. */
function nextPort(address: string): string {
  const next = new URL(address);
  next.port = String(Number(next.port || (next.protocol === 'https:' ? 443 : 80)) + 1);
  return next.origin;
}
