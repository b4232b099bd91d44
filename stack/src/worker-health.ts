/** Health check of a worker's container: status 0 when its first process runs and the queue's Redis answers, else 1 with the reason. */
import { withSecretFiles } from '../../server/src/config/secret-files.ts';
import { answersPing } from './embedded-valkey.ts';

try {
  process.kill(1, 0);
  const { hostname, port, password } = new URL(withSecretFiles(process.env).REDIS_URL ?? '');
  await answersPing(Number(port || 6379), decodeURIComponent(password), hostname);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
