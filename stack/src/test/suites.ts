/** What `npm test` runs, in this order. Each suite is one command or several, whose reports are counted. */
import fs from 'node:fs';
import path from 'node:path';
import { bin, inRoot, PYTHON, ROOT } from '../paths.ts';
import type { Format } from './counts.ts';

export interface Run {
  /** Shown when a suite consists of several. */
  label: string;
  command: string[];
  format: Format;
  cwd?: string;
  env?: Record<string, string>;
}

export interface Suite {
  name: string;
  /** What has to be there first; checks need nothing. */
  needs?: 'services' | 'apps';
  runs: (report: string) => Run[];
}

const node = (name: string, ...args: string[]) => [process.execPath, bin(name), ...args];
const check = (label: string, command: string[]): Run => ({ label, command, format: 'check' });
const ruff = (...args: string[]) => [path.join(path.dirname(PYTHON), 'ruff'), ...args, 'torchserve'];
const vitest = (project: string, report: string): Run => ({
  label: project,
  command: node(
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ),
  format: 'vitest',
});

/** Every workspace with a tsconfig, and the tests of one that compiles its sources only. */
const projects = () => fs.globSync('{*,*/test}/tsconfig.json', { cwd: ROOT }).sort();

export const SUITES: Suite[] = [
  {
    name: 'format',
    runs: () => [check('biome', [bin('biome'), 'format', '.']), check('ruff', ruff('format', '--check'))],
  },
  {
    name: 'lint',
    runs: () => [check('biome', [bin('biome'), 'lint', '--error-on-warnings', '.']), check('ruff', ruff('check'))],
  },
  {
    name: 'types',
    runs: () => projects().map((project) => check(path.dirname(project), node('tsc', '--noEmit', '-p', project))),
  },
  {
    name: 'boundaries',
    runs: () => [check('dependency-cruiser', node('depcruise', '--config', '.dependency-cruiser.mjs', ...sources()))],
  },
  { name: 'unit', runs: (report) => [vitest('unit', report)] },
  { name: 'integration', needs: 'services', runs: (report) => [vitest('integration', report)] },
  {
    name: 'pytest',
    runs: (report) => [
      {
        label: 'pytest',
        command: [PYTHON, '-m', 'pytest', '-q', `--junitxml=${report}`],
        cwd: inRoot('torchserve'),
        format: 'junit',
      },
    ],
  },
  {
    name: 'e2e',
    needs: 'apps',
    runs: (report) => [
      {
        label: 'playwright',
        command: node('playwright', 'test', '--config', 'e2e', '--reporter=line,json'),
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        format: 'playwright',
      },
    ],
  },
];

const sources = () =>
  fs.globSync('{protocol,server,client,stack,prisma,e2e,bench,faults}/{src,*.ts}', { cwd: ROOT }).sort();
