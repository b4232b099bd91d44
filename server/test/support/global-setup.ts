/**
 * Runs once before the integration tests. Where DATABASE_URL, REDIS_URL, S3_ENDPOINT or TORCHSERVE_URL is missing, an embedded one
 * stands in for it, on free ports and in a temporary folder, and is gone afterwards (also after a SIGKILL of the runner). Each test
 * file makes a database, a bucket and a Redis database of its own in them (own-data.ts).
 */
import path from 'node:path';
import { startStack } from '../../../stack/src/stack.ts';
import { temporaryHome } from './temporary-home.ts';

const NEEDED = ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT', 'TORCHSERVE_URL'];

export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (NEEDED.every((name) => process.env[name])) return undefined;
  const home = temporaryHome();
  const stack = await startStack({ home: home.path, given: { ...process.env }, upTo: 'models' });
  for (const [name, value] of Object.entries(stack.env)) if (value) process.env[name] = value;
  process.env.DARKROOM_TEST_LOGS = path.join(home.path, 'logs');
  return async () => {
    await stack.stop();
    home.remove();
  };
}
