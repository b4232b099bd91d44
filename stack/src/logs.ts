/** Log files: one a part; a start keeps the log of the run before as `<part>.1.log`. */
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export function newLog(home: string, part: string): string {
  const file = path.join(home, 'logs', `${part}.log`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (fs.existsSync(file)) fs.renameSync(file, path.join(home, 'logs', `${part}.1.log`));
  return file;
}

export const openLog = (file: string) => fs.openSync(file, 'a', 0o640);

/** The end of a log, for a person who wants to know why. */
export function lastLines(file: string, count = 12): string {
  if (!fs.existsSync(file)) return '';
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines
    .slice(-count)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');
}

/** Writes a part's output to its log, and hands on what `notable` makes of a line for the terminal; the same words once in 10 s. */
export function follow(output: Readable, logFile: string, notable: (line: string) => string | undefined): void {
  const log = fs.createWriteStream(logFile, { flags: 'a', mode: 0o640 });
  const saidAt = new Map<string, number>();
  output.pipe(log);
  createInterface({ input: output }).on('line', (line) => {
    const text = notable(line);
    if (!text || Date.now() - (saidAt.get(text) ?? 0) < 10_000) return;
    if (saidAt.size > 100) saidAt.clear();
    saidAt.set(text, Date.now());
    console.error(text);
  });
}
