/**
 * Schemathesis reads an OpenAPI document and sends what it allows, and what it does not. It needs `schemathesis` in the repository's
 * Python environment (or in that of DARKROOM_TEST_PYTHON).
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PYTHON } from '../../../stack/src/paths.ts';
import type { Person } from '../support/person.ts';

const PROGRAM = path.join(path.dirname(process.env.DARKROOM_TEST_PYTHON ?? PYTHON), 'schemathesis');
const MAX_EXAMPLES = 8;
const LONGEST_MS = 80_000;

interface Parameter {
  name: string;
  in: string;
  schema: object;
}
interface OpenApi {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
}

/** The document, with paths that lead to what is there: elsewhere there is little to be met. */
export async function documentOf(person: Person, known: Record<string, string>, folder: string): Promise<string> {
  const document = (await (await person.fetch('/api/docs/openapi.json')).json()) as OpenApi;
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
    const value = parameter.in === 'path' ? known[parameter.name] : undefined;
    if (value) parameter.schema = { type: 'string', enum: [value] };
  }
  const file = path.join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  return file;
}

export interface Outcome {
  status: number;
  output: string;
}

/** Status 0 when no answer was a 5xx. */
export function schemathesis(document: string, url: string, cookie: string, seed: number, ...which: string[]) {
  const args = [
    ...['run', document, '--url', url, '--header', `Cookie: ${cookie}`, ...which],
    ...['--checks', 'not_a_server_error', '--phases', 'coverage,fuzzing', '--seed', String(seed)],
    ...['--max-examples', String(MAX_EXAMPLES), '--generation-database', 'none', '--continue-on-failure'],
    // One thread: Python 3.11 parses in two at once only sometimes ("AST constructor recursion depth mismatch").
    ...['--workers', '1', '--request-timeout', '20', '--suppress-health-check', 'all'],
    ...['--no-color', '--warnings', 'off'],
  ];
  const options = { cwd: path.dirname(document), timeout: LONGEST_MS, maxBuffer: 2 ** 26 };
  return new Promise<Outcome>((resolve, reject) => {
    execFile(PROGRAM, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(error);
      resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}
