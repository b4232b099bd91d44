/** Log files: one a part; a start keeps the log of the run before as `<part>.1.log`. */
import fs from 'node:fs';
import path from 'node:path';

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
