import fs from 'node:fs';
import path from 'node:path';
import { GetObjectCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import type { Env } from '../src/env.ts';
import { poll } from '../src/poll.ts';
import { type Stack, type StackOptions, startStack } from '../src/stack.ts';
import { occupy, processes, query, redis, temporaryHome } from './support.ts';

const stacks: Stack[] = [];
const homes: string[] = [];

async function start(options: Partial<StackOptions> & { home: string }): Promise<Stack> {
  const stack = await startStack({ given: {}, upTo: 'data', ...options });
  stacks.push(stack);
  return stack;
}

function newHome(): string {
  const home = temporaryHome();
  homes.push(home);
  return home;
}

afterEach(async () => {
  await Promise.all(stacks.splice(0).map((stack) => stack.stop()));
  for (const home of homes.splice(0)) fs.rmSync(home, { recursive: true, force: true });
});

const bucketOf = (env: Env) =>
  new S3Client({
    endpoint: env.S3_ENDPOINT,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' },
  });
const portOf = (url: string | undefined) => Number(new URL(url ?? '').port);
const runningIn = (home: string) => processes().filter(({ command }) => command.includes(home));

describe('embedded services', () => {
  it('keep rows, keys and objects over a stop and a start, at the same addresses', async () => {
    const home = newHome();
    const first = await start({ home });
    await query(first.env.DATABASE_URL, `CREATE TABLE kept AS SELECT 'a row' AS what`);
    await redis(first.env.REDIS_URL, 'SET kept key');
    await bucketOf(first.env).send(new PutObjectCommand({ Bucket: 'darkroom', Key: 'kept', Body: 'an object' }));
    await first.stop();
    expect(runningIn(home)).toEqual([]);

    const second = await start({ home });
    expect(second.env).toEqual(first.env);
    expect(await query(second.env.DATABASE_URL, 'SELECT what FROM kept')).toEqual([{ what: 'a row' }]);
    expect(await redis(second.env.REDIS_URL, 'GET kept')).toContain('key');
    const object = await bucketOf(second.env).send(new GetObjectCommand({ Bucket: 'darkroom', Key: 'kept' }));
    expect(await object.Body?.transformToString()).toBe('an object');
  });

  it('take another port when theirs was taken meanwhile', async () => {
    const home = newHome();
    const first = await start({ home });
    await first.stop();
    const other = await occupy(portOf(first.env.DATABASE_URL));
    const second = await start({ home });
    await other.release();
    expect(portOf(second.env.DATABASE_URL)).not.toBe(other.port);
    expect(portOf(second.env.REDIS_URL)).toBe(portOf(first.env.REDIS_URL));
    expect(await query(second.env.DATABASE_URL, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('are closed to whoever lacks the password, which only the owner can read', async () => {
    const home = newHome();
    const { env } = await start({ home });
    const stranger = new URL(env.DATABASE_URL ?? '');
    stranger.password = 'guess';
    await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    const guess = new URL(env.REDIS_URL ?? '');
    guess.password = 'guess';
    expect(await redis(guess.href, 'GET x')).toMatch(/NOAUTH|WRONGPASS/);
    expect(fs.statSync(path.join(home, 'secrets.json')).mode & 0o077).toBe(0);
    expect(fs.statSync(path.join(home, 'valkey/valkey.conf')).mode & 0o077).toBe(0);
    for (const secret of Object.values(JSON.parse(fs.readFileSync(path.join(home, 'secrets.json'), 'utf8')))) {
      expect(processes().filter(({ command }) => command.includes(String(secret)))).toEqual([]);
    }
  });

  it('keep their rows when DARKROOM_HOME is closed to everybody else, also where Postgres may not run as its owner', async () => {
    const home = newHome();
    const first = await start({ home });
    await query(first.env.DATABASE_URL, `CREATE TABLE kept AS SELECT 'a row' AS what`);
    await first.stop();
    fs.chmodSync(home, 0o700);
    for (const round of ['moved', 'found again']) {
      const closed = await start({ home });
      expect(await query(closed.env.DATABASE_URL, 'SELECT what FROM kept'), round).toEqual([{ what: 'a row' }]);
      await closed.stop();
    }
    const data = fs.realpathSync(path.join(home, 'postgres-18'));
    if (!data.startsWith(home)) fs.rmSync(path.dirname(data), { recursive: true });
  });

  it('start again by themselves after a crash, with their data', async () => {
    const home = newHome();
    const troubles: string[] = [];
    const { env, parts } = await start({ home, onTrouble: (text) => troubles.push(text) });
    await query(env.DATABASE_URL, `CREATE TABLE kept AS SELECT 'a row' AS what`);
    await redis(env.REDIS_URL, 'SET kept key');
    for (const name of ['postgres', 'valkey']) process.kill(parts.get(name).pid ?? 0, 'SIGKILL');
    const what = 'coming back';
    expect(await poll(() => query(env.DATABASE_URL, 'SELECT what FROM kept'), { what, timeoutMs: 15_000 })).toEqual([
      { what: 'a row' },
    ]);
    expect(await poll(() => redis(env.REDIS_URL, 'GET kept'), { what, timeoutMs: 15_000 })).toContain('key');
    expect(troubles.join()).toMatch(
      /postgres ended \(SIGKILL\).*valkey ended|valkey ended.*postgres ended \(SIGKILL\)/,
    );
  });
});

describe("services of one's own", () => {
  it('replace the embedded ones, and get their bucket', async () => {
    const theirs = await start({ home: newHome() });
    const { DATABASE_URL, REDIS_URL, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = theirs.env;
    const given = {
      DATABASE_URL,
      REDIS_URL,
      S3_ENDPOINT,
      S3_ACCESS_KEY_ID,
      S3_SECRET_ACCESS_KEY,
      S3_BUCKET: 'another',
    };
    const ours = await start({ home: newHome(), given });
    expect(ours.parts.list()).toEqual([]);
    expect(ours.env).toMatchObject(given);
    await expect(bucketOf(theirs.env).send(new HeadBucketCommand({ Bucket: 'another' }))).resolves.toBeDefined();
  });

  it('with wrong keys are refused by name, and nothing that was started stays', async () => {
    const { env } = await start({ home: newHome() });
    const home = newHome();
    const given = { S3_ENDPOINT: env.S3_ENDPOINT, S3_ACCESS_KEY_ID: 'someone', S3_SECRET_ACCESS_KEY: 'else' };
    await expect(start({ home, given })).rejects.toThrow(
      /bucket darkroom at http:\/\/127\.0\.0\.1:\d+ can neither be used nor made/,
    );
    expect(runningIn(home)).toEqual([]);
    expect(fs.existsSync(path.join(home, 'launcher.lock'))).toBe(false);
  });
});

describe('one launcher at a time', () => {
  it('a second one on the same DARKROOM_HOME is refused, and told how to get on', async () => {
    const home = newHome();
    await start({ home });
    const refusal = await start({ home }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ message: `Another Darkroom (process ${process.pid}) is using ${home}.` });
    expect(refusal).toMatchObject({ remedy: expect.stringContaining('DARKROOM_HOME=') });
  });

  it.each([
    ['of a process that is gone', { pid: 4_194_300, started: '1' }],
    ['of a process whose number another one has now', { pid: process.pid, started: '1' }],
  ])('a lock %s is taken over', async (_, owner) => {
    const home = newHome();
    fs.writeFileSync(path.join(home, 'launcher.lock'), JSON.stringify(owner));
    const { env } = await start({ home });
    expect(await query(env.DATABASE_URL, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a web port that is taken is named, with the variable that changes it, before anything starts', async () => {
    const home = newHome();
    const other = await occupy();
    const refusal = await start({ home, upTo: 'apps', port: other.port }).catch((error: unknown) => error);
    await other.release();
    expect(refusal).toMatchObject({ message: `Port ${other.port} is taken by another program.` });
    expect(refusal).toMatchObject({ remedy: expect.stringContaining('PORT=') });
    expect(fs.existsSync(path.join(home, 'logs'))).toBe(false);
  });
});
