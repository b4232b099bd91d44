/**
 * Behind every npm script: makes a fresh machine ready for Darkroom, then runs the command under the project's own Node.
 * Needs Node >= 20 and nothing else, not even node_modules; prints one line a stage with its time. A stage that fails says what,
 * why, and what to do, and ends this with status 1. What an interrupted run left half-installed is made anew by the next one.
 */
import path from 'node:path';
import { execUnder } from './bootstrap/exec.mjs';
import { checkNode, installNodePackages, NODE } from './bootstrap/node.mjs';
import { installPythonPackages, PYTHON } from './bootstrap/python.mjs';
import { fail, ROOT, Stages } from './bootstrap/stages.mjs';
import { installTrainingPackages, TRAINING_ENV, TRAINING_ROOT } from './bootstrap/training.mjs';

/**
 * Which script or Python module a command runs, and whether it needs the Python environment (`dev`: with the tools of the tests,
 * `training`: with what the built-in model is trained from).
 */
const COMMANDS = {
  start: { script: 'stack/src/start.ts', python: 'runtime' },
  dev: { script: 'stack/src/dev.ts', python: 'runtime' },
  services: { script: 'stack/src/services-only.ts', python: 'runtime' },
  test: { script: 'stack/src/test.ts', python: 'dev' },
  generate: { script: 'stack/src/generate.ts', quiet: true },
  backup: { script: 'stack/src/backup.ts', python: 'runtime', quiet: true },
  restore: { script: 'stack/src/restore.ts', python: 'runtime', quiet: true },
  bench: { script: 'bench/run.ts', python: 'runtime', quiet: true },
  faults: { script: 'faults/run.ts', python: 'runtime', quiet: true },
  'model:train': { module: 'builtin.training.train', python: 'training', quiet: true },
  'model:evaluate': { module: 'builtin.training.evaluate', python: 'training', quiet: true },
  /** Only the installation, for images and build machines. */
  install: { python: 'runtime' },
};

const NODE_FLAGS = ['--disable-warning=ExperimentalWarning'];

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS[name];
try {
  if (!command) fail(`There is no command ${name}.`, `Known: ${Object.keys(COMMANDS).join(', ')}`);
  checkNode();
  // Commands whose output others read get the stages on stderr, and only those that did something.
  const stages = new Stages({ quiet: Boolean(command.quiet) });
  await Promise.all([
    installNodePackages(stages),
    command.python && installPythonPackages(stages, { dev: command.python === 'dev' }),
  ]);
  if (command.python === 'training') await installTrainingPackages(stages);
  if (command.script) await execUnder(NODE, [...NODE_FLAGS, path.join(ROOT, command.script), ...args]);
  if (command.module) {
    const options = { cwd: TRAINING_ROOT, env: { ...process.env, ...TRAINING_ENV } };
    await execUnder(PYTHON, ['-m', command.module, ...args], options);
  }
} catch (error) {
  console.error(`\n${error.remedy ? `${error.message}\n${error.remedy}` : error.stack}`);
  process.exit(1);
}
