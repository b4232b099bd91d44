/** Node packages, among them the Node 24 that everything else runs on. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fail, hashOf, ROOT, readIfThere, runLogged } from './stages.mjs';

const OLDEST = 20;
const WANTED = 24;
const NODE_MODULES = path.join(ROOT, 'node_modules');
/** Written last: without it, or with another hash in it, the packages are installed anew. */
const STAMP = path.join(NODE_MODULES, '.installed-from');

export const NODE = path.join(NODE_MODULES, '.bin', 'node');

export function checkNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST) return;
  fail(
    `This is Node ${process.versions.node}.`,
    `Darkroom needs Node ${OLDEST} or newer: https://nodejs.org/en/download`,
  );
}

export async function installNodePackages(stages) {
  await stages.run('node packages', async () => {
    const hash = hashOf('package-lock.json');
    const isInstalled = readIfThere(STAMP) === hash && versionOf(NODE) === WANTED;
    if (!isInstalled) await install(hash);
    return isInstalled ? 'up to date' : '';
  });
}

async function install(hash) {
  fs.rmSync(STAMP, { force: true });
  await runLogged('npm', ...npm('ci', '--include=dev', '--no-audit', '--no-fund'), {
    remedy: 'Look whether the package registry can be reached, then run the command again.',
  });
  if (versionOf(NODE) !== WANTED) {
    const remedy =
      'Allow them for this one package: npm rebuild node --ignore-scripts=false\nThen run the command again.';
    fail(
      `node_modules/.bin/node is not Node ${WANTED}: its install script did not run (npm's ignore-scripts setting?).`,
      remedy,
    );
  }
  fs.writeFileSync(STAMP, hash);
}

/** The npm that runs this script, if one does; it may not be the one on the PATH. */
function npm(...args) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') && own.includes('npm') ? [process.execPath, [own, ...args]] : ['npm', args];
}

function versionOf(node) {
  const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number.parseInt(stdout ?? '', 10);
}
