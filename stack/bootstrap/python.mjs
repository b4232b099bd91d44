/** The Python environment in .venv: TorchServe, the models' libraries, Valkey, the S3 server, and Java where the machine has none. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fail, hashOf, ROOT, readIfThere, runLogged } from './stages.mjs';

const VENV = path.join(ROOT, '.venv');
export const PYTHON = path.join(VENV, 'bin', 'python');
/** While pip is at work. Found at the start of a run, it means that a run was cut off and that no package can be trusted. */
const UNFINISHED = path.join(VENV, '.unfinished');
const REQUIREMENTS = { runtime: 'torchserve/requirements.txt', dev: 'torchserve/requirements-dev.txt' };
const JAVA = 'torchserve/requirements-java.txt';

export async function installPythonPackages(stages, { dev }) {
  await stages.run('python packages', async () => {
    const isMade = makeEnvironment();
    const kinds = dev ? ['runtime', 'dev'] : ['runtime'];
    const stale = kinds.filter((kind) => readIfThere(stampOf(kind)) !== hashFor(kind));
    const needsJava = !findsJava();
    if (!isMade && stale.length === 0 && !needsJava) return 'up to date';
    fs.writeFileSync(UNFINISHED, '');
    for (const kind of stale) await pip(kind, REQUIREMENTS[kind]);
    if (needsJava && !findsJava()) await pip('java', JAVA);
    fs.rmSync(UNFINISHED);
    return '';
  });
}

const stampOf = (kind) => path.join(VENV, `.installed-${kind}`);
/** The tools' file includes the runtime's. */
const hashFor = (kind) =>
  kind === 'dev' ? hashOf(REQUIREMENTS.runtime, REQUIREMENTS.dev) : hashOf(REQUIREMENTS[kind]);

async function pip(kind, file) {
  await runLogged(`pip-${kind}`, PYTHON, ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', file], {
    remedy: 'Look whether the package index can be reached and the disk has 3 GB free, then run the command again.',
  });
  if (REQUIREMENTS[kind]) fs.writeFileSync(stampOf(kind), hashFor(kind));
}

/** Asks the launcher of TorchServe itself, so that both always look in the same places. */
function findsJava() {
  const { status } = spawnSync(PYTHON, ['-c', 'from java import find_java; find_java()'], {
    cwd: path.join(ROOT, 'torchserve'),
  });
  return status === 0;
}

/** @returns {boolean} whether it had to be made */
function makeEnvironment() {
  const works = spawnSync(PYTHON, ['-m', 'pip', '--version']).status === 0;
  if (works && !fs.existsSync(UNFINISHED)) return false;
  fs.rmSync(VENV, { recursive: true, force: true });
  const { status, stderr } = spawnSync(findPython(), ['-m', 'venv', VENV], { encoding: 'utf8', cwd: ROOT });
  if (status === 0) return true;
  fs.rmSync(VENV, { recursive: true, force: true });
  fail(
    `Python could not make an environment in ${VENV}: ${stderr.trim()}`,
    'Mend what it says, then run the command again.',
  );
}

const PROBE = `
import sys
missing = []
for name in ("venv", "ensurepip"):
    try: __import__(name)
    except ImportError: missing.append(name)
print(sys.version_info[0] * 100 + sys.version_info[1], *missing)
`;

/** The first Python >= 3.11 that has venv and ensurepip. A bare Debian python3 has neither. */
function findPython() {
  const names = [process.env.PYTHON, 'python3', 'python3.13', 'python3.12', 'python3.11', 'python3.14'].filter(Boolean);
  const found = names.map(probe).filter((python) => python !== undefined);
  const usable = found.filter(({ version }) => version >= 311);
  const whole = usable.find(({ missing }) => missing.length === 0);
  if (whole) return whole.name;
  if (usable[0]) {
    const remedy =
      'Install it: sudo apt-get install -y python3-venv\n(Fedora, Arch and macOS have it in their Python.)';
    fail(
      `${usable[0].name} lacks ${usable[0].missing.join(' and ')}, which Darkroom's Python environment needs.`,
      remedy,
    );
  }
  const seen = found.length
    ? `found only ${found.map(({ name, version }) => `${name} ${dotted(version)}`).join(', ')}`
    : 'found none';
  fail(`Darkroom needs Python 3.11 or newer and ${seen}.`, 'Install one: sudo apt-get install -y python3 python3-venv');
}

function probe(name) {
  const { status, stdout } = spawnSync(name, ['-c', PROBE], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [version, ...missing] = stdout.trim().split(' ');
  return { name, version: Number(version), missing };
}

const dotted = (version) => `${Math.floor(version / 100)}.${version % 100}`;
