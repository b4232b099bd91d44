/** What a command reads from the environment and from the `.env` file at the root of the checkout. */
import fs from 'node:fs';
import path from 'node:path';
import { SECRETS, withSecretFiles } from '../../server/src/config/secret-files.ts';
import type { Env } from './env.ts';
import { Failure } from './failure.ts';
import { inRoot, ROOT } from './paths.ts';

export interface Settings {
  home: string;
  port: number;
  host: string;
  /** Every variable that is set to something. */
  given: Env;
}

/** The shell's variables win over the file's. One that is set but empty counts as not set, as on the server. */
export function readSettings(): Settings {
  const file = inRoot('.env');
  if (fs.existsSync(file)) process.loadEnvFile(file);
  for (const [name, value] of Object.entries(process.env)) if (value === '') delete process.env[name];
  const given = secretsRead(process.env);
  // Parts are started with this process's own variables too: one that holds what a file held must not meet the file's name there.
  for (const name of SECRETS) delete process.env[`${name}_FILE`];
  return { home: homeOf(given), port: portOf(given), host: given.HOST ?? '127.0.0.1', given };
}

/** Read here already: a part whose address stands in a file is not one to be embedded. */
function secretsRead(variables: Env): Env {
  try {
    return withSecretFiles(variables);
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
}

/** Relative to the checkout, so that the same data is found from whichever folder the command is run. */
export const homeOf = (given: Env) => path.resolve(ROOT, given.DARKROOM_HOME ?? '.darkroom');

function portOf(given: Env): number {
  const port = Number(given.PORT ?? 3000);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Failure(`PORT is ${given.PORT}, which is not a port from 1 to 65535.`, 'For instance: PORT=3001 npm start');
}
