import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { readSettings } from './settings.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-settings-'));
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
});

it('an address that stands in a file is given: no part is embedded in its place, and the server is handed one of the two', () => {
  const file = path.join(folder, 'redis');
  fs.writeFileSync(file, 'redis://:secret@cache:6379\n');
  vi.stubEnv('REDIS_URL', undefined);
  vi.stubEnv('REDIS_URL_FILE', file);
  const { given } = readSettings();
  expect(given.REDIS_URL).toBe('redis://:secret@cache:6379');
  for (const variables of [given, process.env]) expect(variables).not.toHaveProperty('REDIS_URL_FILE');
  vi.stubEnv('REDIS_URL_FILE', `${file}-elsewhere`);
  expect(readSettings).toThrow('REDIS_URL_FILE');
});
