import { type Env, readEnv } from '../../src/config/env.ts';

/** Addresses at which nobody listens, for tests that do not go there. */
const NOWHERE = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
  REDIS_URL: 'redis://127.0.0.1:1',
  TORCHSERVE_URL: 'http://127.0.0.1:1',
};

/** Settings as the server reads them, with nothing taken from the machine but what is given. */
export const testEnv = (given: Record<string, string> = {}): Env => readEnv({ ...NOWHERE, ...given });
