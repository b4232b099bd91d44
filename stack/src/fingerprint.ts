/** Knows whether an output is up to date: a hash over the content of all that it was made from, kept beside the output. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.ts';

const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.next', '.pages', 'test', 'next-env.d.ts']);
const STAMP = '.built-from';

/** Files and folders below the root of the checkout; a folder stands for all in it but outputs and tests. */
export function fingerprint(inputs: string[]): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesOf)) {
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(inRoot(file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(input: string): string[] {
  if (!fs.existsSync(inRoot(input))) return [];
  if (!fs.statSync(inRoot(input)).isDirectory()) return [input];
  const entries = fs
    .readdirSync(inRoot(input))
    .filter((name) => !SKIPPED.has(name) && !/\.(spec\.tsx?|tsbuildinfo)$/.test(name));
  return entries.sort().flatMap((name) => filesOf(path.join(input, name)));
}

/** The hash that an output was made from; empty where there is none. */
export function builtFrom(output: string): string {
  const stamp = inRoot(output, STAMP);
  return fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : '';
}

export const isBuiltFrom = (output: string, hash: string): boolean => builtFrom(output) === hash;

export const markBuiltFrom = (output: string, hash: string) => fs.writeFileSync(inRoot(output, STAMP), hash);
