import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeZip, type ZipEntry } from '../../src/storage/zip.ts';

const run = promisify(execFile);
const date = new Date('2026-11-26T12:00:00Z');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-zip64-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a zip of more files than a plain one can count is zip64, and another program reads it', async () => {
  async function* many(): AsyncIterable<ZipEntry> {
    for (let i = 0; i < 65_600; i++) yield { name: `${i}.png`, date, content: '' };
  }
  const path = join(folder, 'many.zip');
  await writeZip(many(), createWriteStream(path));
  const read = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.read("65599.png"))';
  const { stdout } = await run('python3', ['-c', read, path]);
  expect(stdout.trim()).toBe("65600 b''");
});
