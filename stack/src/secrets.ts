/** Passwords of the embedded parts: random, made once, readable by the owner alone. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export interface Secrets {
  postgres: string;
  valkey: string;
  s3: string;
}

export function readSecrets(home: string): Secrets {
  const file = path.join(home, 'secrets.json');
  if (!fs.existsSync(file)) writeWhole(file, { postgres: secret(), valkey: secret(), s3: secret() });
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Secrets;
}

const secret = () => randomBytes(24).toString('hex');

/** Either the whole file is there or none of it: a launcher killed in between must not leave data that no password opens. */
export function writeWhole(file: string, content: object, mode = 0o600): void {
  const partial = `${file}.${process.pid}.partial`;
  fs.writeFileSync(partial, `${JSON.stringify(content, null, 2)}\n`, { mode });
  fs.renameSync(partial, file);
}
