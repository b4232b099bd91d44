import { RateLimiterRes } from 'rate-limiter-flexible';
import { createClient } from 'redis';
import { expect, it } from 'vitest';
import type { RedisConnection } from '../shared/redis.ts';
import { tokenBucket } from './token-bucket.ts';

it('[AK5] while Redis is away a gateway counts by itself: nobody gets in uncounted', async () => {
  const away = createClient({ url: 'redis://127.0.0.1:1', disableOfflineQueue: true }) as RedisConnection;
  const bucket = tokenBucket(away, 'submits', { points: 3, seconds: 10 });
  for (let n = 0; n < 3; n++) await bucket.consume('ada');
  await expect(bucket.consume('ada')).rejects.toBeInstanceOf(RateLimiterRes);
  await bucket.consume('ben');
});
