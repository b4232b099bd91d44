import { expect, it } from 'vitest';
import { ImageModel } from '../inference/image-model.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Redis } from '../shared/redis.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import type { HealthRepository } from './health.repository.ts';
import { CHECK_TIMEOUT_MS, HealthService } from './health.service.ts';

type Ping = () => Promise<void>;
const up: Ping = async () => {};
const never: Ping = () => new Promise(() => {});
const down: Ping = async () => {
  throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
};

class Models extends ImageModel {
  readonly readiness: Record<string, boolean>;
  constructor(readiness: Record<string, boolean>) {
    super();
    this.readiness = readiness;
  }
  develop(): never {
    throw new Error('Health develops nothing');
  }
  describe = async () => [];
  ready = async () => this.readiness;
}

function health(pings: { postgres?: Ping; redis?: Ping; s3?: Ping } = {}, models = { a: false, b: true }) {
  const pinging = <T>(ping: Ping = up) => ({ ping }) as T;
  return new HealthService(
    pinging<HealthRepository>(pings.postgres),
    pinging<Redis>(pings.redis),
    pinging<ObjectStore>(pings.s3),
    new Models(models),
  ).readiness();
}

it('is ok when everything answers and one model is ready', async () => {
  const { status, checks } = await health();
  expect(status).toBe('ok');
  expect(Object.values(checks).every((check) => check.ok)).toBe(true);
});

it.each(['postgres', 'redis', 's3'] as const)(
  'is unavailable without %s, and says so by its name alone',
  async (name) => {
    const { status, checks } = await health({ [name]: down });
    expect(status).toBe('unavailable');
    expect(checks[name]).toMatchObject({ ok: false, error: 'ECONNREFUSED' });
    expect(Object.values(checks).filter((check) => !check.ok)).toHaveLength(1);
  },
);

it('[QU4] is degraded, not unavailable, while no model is ready', async () => {
  const { status, checks } = await health({}, { a: false, b: false });
  expect(status).toBe('degraded');
  expect(checks.torchserve).toMatchObject({ ok: false, error: 'no_model_ready' });
});

it('tells no address', async () => {
  expect(JSON.stringify(await health({ postgres: down }))).not.toContain('10.0.0.7');
});

it('says the code of a refusal', async () => {
  const refused = async () => {
    throw new DomainError('internal', 'No.');
  };
  expect((await health({ s3: refused })).checks.s3).toMatchObject({ ok: false, error: 'internal' });
});

it('gives each two seconds, all at once, and names the one that hangs', async () => {
  const started = performance.now();
  const { checks } = await health({ postgres: never, s3: never });
  const ms = performance.now() - started;
  expect(checks.s3).toMatchObject({ ok: false, error: 'timeout' });
  expect(checks.redis.ok).toBe(true);
  expect(ms).toBeGreaterThanOrEqual(CHECK_TIMEOUT_MS - 5);
  expect(ms).toBeLessThan(2 * CHECK_TIMEOUT_MS);
});
