import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { poll } from '../src/poll.ts';
import { Ports } from '../src/ports.ts';
import { descendantsOf, launch, occupy, survivors, temporaryHome } from './support.ts';

/** What `npm start` does once everything is installed. */
const HAND_OVER = `
import { execUnder } from ${JSON.stringify(inRoot('stack/bootstrap/exec.mjs'))};
await execUnder(process.execPath, [${JSON.stringify(inRoot('stack/src/start.ts'))}]);
`;
/** Starting builds what is out of date, which on a small machine takes a while. */
const LONG = 240_000;

const homes: string[] = [];
const running = new Set<ReturnType<typeof launch>>();

afterEach(async () => {
  for (const launcher of running) launcher.child.kill('SIGTERM');
  await Promise.all([...running].map(({ ended }) => ended));
  running.clear();
  for (const home of homes.splice(0)) fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function newHome(): Promise<{ home: string; port: number }> {
  const home = temporaryHome();
  homes.push(home);
  return { home, port: await new Ports(home).for('test-web') };
}

/** Only what belongs to this Darkroom: whatever the tests' own environment names must not replace its parts. */
function settings(home: string, port: number): NodeJS.ProcessEnv {
  const own = /^(DATABASE_URL|REDIS_URL|S3_|TORCHSERVE_|DARKROOM_|NODE_ENV$)/;
  const cleared = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => own.test(name))
      .map((name) => [name, '']),
  );
  return { ...cleared, DARKROOM_HOME: home, PORT: String(port), npm_lifecycle_event: '' };
}

async function start(home: string, port: number) {
  const launcher = launch(process.execPath, ['--input-type=module', '-e', HAND_OVER], settings(home, port));
  running.add(launcher);
  void launcher.ended.then(() => running.delete(launcher));
  const isReady = () => {
    if (launcher.child.exitCode !== null) throw new Error(launcher.output());
    return launcher.output().includes(`\nDarkroom is ready: http://localhost:${port}\n`) || undefined;
  };
  await poll(isReady, { what: 'Darkroom becoming ready', timeoutMs: LONG });
  return launcher;
}

const generate = (home: string, port: number, ...args: string[]) =>
  launch(process.execPath, [inRoot('stack/src/generate.ts'), ...args], settings(home, port)).ended;

describe('npm start', () => {
  it('serves, leaves nothing behind after kill -9, has everything again, and stops on SIGTERM within 10 s', {
    timeout: LONG * 2,
  }, async () => {
    const { home, port } = await newHome();
    const first = await start(home, port);
    const out = path.join(home, 'apple.png');
    const made = await generate(home, port, 'a red apple', '--steps', '2', '--seed', '7', '--json', '--out', out);
    expect(made).toMatchObject({ status: 0 });
    const events = made.output
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({
      event: 'finished',
      seed: 7,
      width: 128,
      height: 128,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });

    const [launcher] = descendantsOf(first.pid);
    const family = descendantsOf(first.pid);
    for (const part of [
      'start.ts',
      'main.js',
      'worker.js',
      'bin/postgres',
      'checkpointer',
      'valkey-server',
      'nanio',
      'java',
      'model_service_worker',
    ]) {
      expect(family.map(({ command }) => command).join('\n')).toContain(part);
    }
    process.kill(launcher?.pid ?? 0, 'SIGKILL');
    expect(await first.ended).toMatchObject({ status: 137 });
    await poll(() => survivors(family).length === 0 || undefined, {
      what: `the end of ${survivors(family)}`,
      timeoutMs: 10_000,
    });

    const second = await start(home, port);
    const { cookie } = JSON.parse(fs.readFileSync(path.join(home, 'cli.json'), 'utf8'))[`http://localhost:${port}`];
    const picture = await fetch(events.at(-1).url, { headers: { cookie } });
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(fs.readFileSync(out));

    const all = descendantsOf(second.pid);
    const askedAt = Date.now();
    second.child.kill('SIGTERM');
    expect(await second.ended).toMatchObject({ status: 0 });
    expect(Date.now() - askedAt).toBeLessThan(10_000);
    expect(survivors(all)).toEqual([]);
  });

  it('ends with status 1 and the reason when its port is taken', async () => {
    const { home, port } = await newHome();
    const other = await occupy(port);
    const { status, output } = await launch(
      process.execPath,
      ['--input-type=module', '-e', HAND_OVER],
      settings(home, port),
    ).ended;
    await other.release();
    expect(status).toBe(1);
    expect(output).toContain(
      `Port ${port} is taken by another program.\nStop that program, or choose another port with the variable PORT:`,
    );
  });
});

describe('npm run generate', () => {
  it('says what to do when no Darkroom is running, and ends with status 1', async () => {
    const { home, port } = await newHome();
    const { status, output } = await generate(home, port, 'a red apple');
    expect(status).toBe(1);
    expect(output).toContain(
      `No Darkroom answers at http://localhost:${port} (ECONNREFUSED).\nStart it with npm start`,
    );
  });

  it('refuses what is not a number or a size before it asks anybody', async () => {
    const { home, port } = await newHome();
    expect(await generate(home, port, 'x', '--steps', 'many')).toMatchObject({
      status: 1,
      output: expect.stringContaining('a number'),
    });
    expect(await generate(home, port, 'x', '--size', '128')).toMatchObject({
      status: 1,
      output: expect.stringContaining('128x128'),
    });
  });
});
