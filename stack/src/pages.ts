/**
 * A launcher serves its pages from a copy of its own. A later build of this checkout (by `npm test`, say) replaces client/.next, and a
 * server that still runs would miss the chunks that its open pages ask for.
 */
import fs from 'node:fs';
import path from 'node:path';
import { PAGES } from './build.ts';
import { builtFrom } from './fingerprint.ts';
import { inRoot } from './paths.ts';

const COPIES = '.pages';
/** Only builders need these. */
const LEFT_OUT = new Set(['cache', 'dev', 'diagnostics', 'types', 'trace', 'trace-build']);
/** A copy that no launcher started from for so long is taken away. */
const KEEP_MS = 7 * 24 * 3600 * 1000;

/** The folder of this build's copy, relative to client/: what Next calls its distDir. */
export function ownPages(): string {
  const name = path.join(COPIES, builtFrom(PAGES.output).slice(0, 12));
  const copy = inRoot('client', name);
  if (!fs.existsSync(copy)) copyWhole(inRoot(PAGES.output), copy);
  fs.utimesSync(copy, new Date(), new Date());
  removeOld(inRoot('client', COPIES));
  return name;
}

/** Under another name first, so that a half-made copy is never taken for one. */
function copyWhole(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  const filter = (file: string) => path.dirname(file) !== from || !LEFT_OUT.has(path.basename(file));
  fs.cpSync(from, unfinished, { recursive: true, filter, verbatimSymlinks: true });
  try {
    fs.renameSync(unfinished, to);
  } catch (error) {
    // Another launcher was quicker with the same copy.
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (!fs.existsSync(to)) throw error;
  }
}

function removeOld(dir: string): void {
  for (const name of fs.readdirSync(dir)) {
    const copy = path.join(dir, name);
    const usedAtMs = fs.statSync(copy, { throwIfNoEntry: false })?.mtimeMs;
    if (usedAtMs && Date.now() - usedAtMs > KEEP_MS) fs.rmSync(copy, { recursive: true, force: true });
  }
}
