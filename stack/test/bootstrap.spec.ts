import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { launch, temporaryHome } from './support.ts';

/**
 * A checkout with nothing in it but the bootstrap, and a PATH with stand-ins for npm and python3 that write down what they were asked.
 * The stand-ins are what a machine may hold; the bootstrap itself is the real one.
 */
let root: string;
const at = (...parts: string[]) => path.join(root, ...parts);

beforeEach(() => {
  root = temporaryHome();
  fs.cpSync(inRoot('stack/bootstrap'), at('stack/bootstrap'), { recursive: true });
  fs.cpSync(inRoot('stack/bootstrap.mjs'), at('stack/bootstrap.mjs'));
  fs.mkdirSync(at('torchserve'));
  for (const file of ['requirements.txt', 'requirements-dev.txt', 'requirements-java.txt'])
    fs.writeFileSync(at('torchserve', file), file);
  fs.writeFileSync(at('package-lock.json'), '{}');
  fs.mkdirSync(at('path'));
  program(
    'npm',
    `mkdir -p '${at('node_modules/.bin')}' && ln -sf '${process.execPath}' '${at('node_modules/.bin/node')}'`,
  );
  python('311');
});

afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function program(name: string, script: string): void {
  fs.writeFileSync(at('path', name), `#!/bin/sh\necho "${name} $*" >> '${at('asked')}'\n${script}\n`, { mode: 0o755 });
}

/** The only Python of the machine: this version, without these modules. Its environments' python can pip, and finds a Java. */
function python(version: string, ...missing: string[]): void {
  program(
    'python3',
    `case "$1 $2" in
      "-m venv") mkdir -p '${at('.venv/bin')}' && ln -s '${at('path', 'python3')}' '${at('.venv/bin/python')}' ;;
      "-c "*) echo ${version} ${missing.join(' ')} ;;
    esac`,
  );
  for (const name of ['python3.11', 'python3.12', 'python3.13', 'python3.14']) program(name, 'exit 1');
}

async function bootstrap() {
  const env = { PATH: `${at('path')}:/usr/bin:/bin`, npm_execpath: '', PYTHON: '', DARKROOM_HOME: '' };
  return launch(process.execPath, [at('stack/bootstrap.mjs'), 'install'], env, root).ended;
}

/** What was asked of a program since the last look. */
function asked(pattern: RegExp): string[] {
  const lines = fs.existsSync(at('asked')) ? fs.readFileSync(at('asked'), 'utf8').split('\n') : [];
  fs.rmSync(at('asked'), { force: true });
  return lines.filter((line) => pattern.test(line));
}

const INSTALLS = /^npm ci|pip install/;

describe('the bootstrap', () => {
  it('installs everything once, and then says that it is up to date', async () => {
    const first = await bootstrap();
    expect(first.output).toMatch(/✓ node packages +\d+\.\d s\n/);
    expect(first.output).toMatch(/✓ python packages +\d+\.\d s\n/);
    expect(first.status).toBe(0);
    expect(asked(INSTALLS)).toHaveLength(2);
    const second = await bootstrap();
    expect(second.output.match(/up to date/g)).toHaveLength(2);
    expect(asked(INSTALLS)).toEqual([]);
  });

  it('installs again what changed, and only that', async () => {
    await bootstrap();
    asked(INSTALLS);
    fs.writeFileSync(at('package-lock.json'), '{"changed":true}');
    await bootstrap();
    expect(asked(INSTALLS)).toEqual([expect.stringMatching(/^npm ci/)]);
    fs.writeFileSync(at('torchserve/requirements.txt'), 'changed');
    await bootstrap();
    expect(asked(INSTALLS)).toEqual([expect.stringMatching(/pip install .*requirements\.txt$/)]);
  });

  it('makes anew what an interrupted run left half-installed', async () => {
    await bootstrap();
    asked(INSTALLS);
    fs.rmSync(at('node_modules/.bin'), { recursive: true });
    fs.writeFileSync(at('.venv/.unfinished'), '');
    fs.writeFileSync(at('.venv/half'), '');
    expect((await bootstrap()).status).toBe(0);
    expect(asked(INSTALLS)).toHaveLength(2);
    expect(fs.existsSync(at('.venv/half'))).toBe(false);
    expect(fs.existsSync(at('.venv/.unfinished'))).toBe(false);
  });

  it('names the one apt command when Python lacks venv', async () => {
    python('311', 'venv', 'ensurepip');
    const { status, output } = await bootstrap();
    expect(status).toBe(1);
    expect(output).toContain('python3 lacks venv and ensurepip');
    expect(output).toContain('sudo apt-get install -y python3-venv');
  });

  it('says which Python it needs and which it found', async () => {
    python('309');
    const { status, output } = await bootstrap();
    expect(status).toBe(1);
    expect(output).toContain('Darkroom needs Python 3.11 or newer and found only python3 3.9');
  });

  it('says what npm said when it failed, and where all of it is', async () => {
    program('npm', 'echo "npm error network ENOTFOUND"; exit 1');
    const { status, output } = await bootstrap();
    expect(status).toBe(1);
    expect(output).toMatch(/✗ node packages .*failed/);
    expect(output).toContain('npm error network ENOTFOUND');
    expect(output).toContain(at('.darkroom/logs/install-npm.log'));
  });

  it('does not start on another Node than 24, and says how to get it', async () => {
    const node = at('node_modules/.bin/node');
    program(
      'npm',
      `mkdir -p '${path.dirname(node)}' && printf '#!/bin/sh\\necho 20.1.0\\n' > '${node}' && chmod +x '${node}'`,
    );
    const { status, output } = await bootstrap();
    expect(status).toBe(1);
    expect(output).toContain('node_modules/.bin/node is not Node 24');
    expect(output).toContain('npm rebuild node --ignore-scripts=false');
  });

  it('does not know other commands', async () => {
    const { ended } = launch(process.execPath, [at('stack/bootstrap.mjs'), 'fly']);
    expect(await ended).toMatchObject({ status: 1, output: expect.stringContaining('There is no command fly.') });
  });
});
