/**
 * Secrets from files, as Docker and Kubernetes mount them: NAME_FILE names a file that holds what NAME would. Read once, before
 * anything else looks at the environment, by the server and by every script that needs one.
 */
import fs from 'node:fs';

export const SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'METRICS_TOKEN',
  'OIDC_CLIENT_SECRET',
] as const;

type Variables = Record<string, string | undefined>;

/** The variables with each secret in its place and no NAME_FILE left. @throws Error naming every one at fault, one a line. */
export function withSecretFiles(source: Variables): Variables {
  const found: Variables = { ...source };
  const faults: string[] = [];
  for (const name of SECRETS) {
    const file = source[`${name}_FILE`];
    delete found[`${name}_FILE`];
    if (!file) continue;
    const secret = source[name] ? `stands beside ${name}: keep one of them` : read(file);
    if (typeof secret === 'string') faults.push(`  ${name}_FILE: ${secret}`);
    else found[name] = secret.value;
  }
  if (faults.length > 0) throw new Error(`These files of secrets cannot be used:\n${faults.join('\n')}`);
  return found;
}

/** What it holds without the line break that editors leave at its end, or what is wrong with it. */
function read(file: string): { value: string } | string {
  try {
    const value = fs.readFileSync(file, 'utf8').trim();
    return value ? { value } : `${file} is empty`;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    return `${file} cannot be read (${reason})`;
  }
}
