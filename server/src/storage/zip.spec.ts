import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip, type ZipEntry } from './zip.ts';

const run = promisify(execFile);
const date = new Date('2026-11-26T12:00:00Z');
/** What another program finds in it, once it has checked every CRC. */
const READ = `
import json, sys, zipfile, hashlib
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({i.filename: {'packed': i.compress_type == 0, 'date': list(i.date_time), 'text': z.read(i).decode('latin1')}
                  for i in z.infolist()}))`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* listed(entries: ZipEntry[]): AsyncIterable<ZipEntry> {
  yield* entries;
}

async function written(entries: AsyncIterable<ZipEntry>) {
  const path = join(folder, `${randomBytes(4).toString('hex')}.zip`);
  await writeZip(entries, createWriteStream(path));
  const { stdout } = await run('python3', ['-c', READ, path], { maxBuffer: 1e8 });
  return { path, files: JSON.parse(stdout) };
}

/** Never takes anything. */
const stuck = () => new Writable({ highWaterMark: 1, write: () => {} });
const endless = () =>
  new Readable({
    read() {
      this.push(Buffer.alloc(65_536));
    },
  });

describe('a zip', () => {
  it('holds what went in, for another program that reads it', async () => {
    const picture = randomBytes(300_000);
    const text = 'a paper boat\n'.repeat(1_000);
    const { path, files } = await written(
      listed([
        { name: 'README.txt', date, content: text },
        {
          name: 'Room תפוח/2026-11-26 苹果-0.png',
          date,
          content: Readable.from([picture.subarray(0, 7), picture.subarray(7)]),
        },
      ]),
    );
    expect(files['README.txt']).toEqual({ packed: false, date: [2026, 11, 26, 12, 0, 0], text });
    expect(files['Room תפוח/2026-11-26 苹果-0.png']).toMatchObject({ packed: true, text: picture.toString('latin1') });
    expect((await readFile(path)).length).toBeLessThan(picture.length + 2_000);
  });

  it('of nothing is a zip too', async () => {
    expect(await written(listed([]))).toMatchObject({ files: {} });
  });

  it('waits for whoever reads it: nothing is opened before its turn', async () => {
    let opened = 0;
    async function* pictures(): AsyncIterable<ZipEntry> {
      for (;;) {
        opened += 1;
        yield { name: `${opened}.png`, date, content: Readable.from([Buffer.alloc(200_000)]) };
      }
    }
    const target = stuck();
    const done = writeZip(pictures(), target).catch((error: unknown) => error);
    for (let i = 0; i < 1_000; i++) await setImmediate();
    expect(opened).toBeLessThan(3);
    target.destroy();
    expect(await done).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });

  it('closes what is open when its reader leaves, and tells the generator', async () => {
    const open = endless();
    let isToldToStop = false;
    async function* pictures(): AsyncIterable<ZipEntry> {
      try {
        yield { name: '0.png', date, content: open };
        expect.unreachable('nobody wants a second one');
      } finally {
        isToldToStop = true;
      }
    }
    const target = new PassThrough();
    const done = writeZip(pictures(), target).catch((error: unknown) => error);
    target.once('data', () => target.destroy());
    expect(await done).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    await expect.poll(() => [open.destroyed, isToldToStop]).toEqual([true, true]);
  });

  it.each([
    [
      'breaks off',
      () =>
        new Readable({
          read() {
            this.destroy(new Error('the store broke off'));
          },
        }),
      'the store broke off',
    ],
    [
      'is cut without a word',
      () =>
        new Readable({
          read() {
            this.destroy();
          },
        }),
      'Premature close',
    ],
  ])('is never whole when a picture %s', async (_, content, message) => {
    const target = new PassThrough();
    target.resume();
    const entries = listed([{ name: '0.png', date, content: content() }]);
    await expect(writeZip(entries, target)).rejects.toThrow(message);
    expect(target.destroyed).toBe(true);
  });

  it('fails with what its generator threw', async () => {
    async function* broken(): AsyncIterable<ZipEntry> {
      yield { name: '0.txt', date, content: 'one' };
      throw new Error('the rows are away');
    }
    const target = new PassThrough();
    target.resume();
    await expect(writeZip(broken(), target)).rejects.toThrow('the rows are away');
    expect(target.destroyed).toBe(true);
  });
});
