/** What only the training and the evaluation of the built-in model need: the icons, their words, and what renders them. */
import fs from 'node:fs';
import path from 'node:path';
import { PYTHON } from './python.mjs';
import { hashOf, ROOT, readIfThere, runLogged } from './stages.mjs';

/** Where `python -m builtin.training.…` runs: beside the handler's own modules, which it uses. */
export const TRAINING_ROOT = path.join(ROOT, 'torchserve');
/** Threads sleep while they wait, or training is ten times slower on a machine that does something else as well. No hub is asked. */
export const TRAINING_ENV = {
  OMP_WAIT_POLICY: 'PASSIVE',
  HF_HUB_OFFLINE: '1',
  DIFFUSERS_VERBOSITY: 'error',
  TRANSFORMERS_VERBOSITY: 'error',
};

const FOLDER = 'torchserve/builtin/training';
const LISTS = ['requirements.txt', 'package-lock.json'].map((file) => `${FOLDER}/${file}`);
const STAMP = path.join(ROOT, '.venv', '.installed-training');
const ICONS = path.join(ROOT, FOLDER, 'node_modules');
const REMEDY = 'Look whether the package registry and index can be reached, then run the command again.';

export async function installTrainingPackages(stages) {
  await stages.run('training packages', async () => {
    const hash = hashOf(...LISTS);
    if (readIfThere(STAMP) === hash && fs.existsSync(ICONS)) return 'up to date';
    fs.rmSync(STAMP, { force: true });
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', LISTS[0]];
    await runLogged('pip-training', PYTHON, pip, { remedy: REMEDY });
    const npm = ['ci', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund'];
    await runLogged('npm-training', 'npm', npm, { remedy: REMEDY });
    fs.writeFileSync(STAMP, hash);
    return '';
  });
}
