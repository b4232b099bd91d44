import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PAGES } from '../src/build.ts';
import { ownPages } from '../src/pages.ts';
import { inRoot } from '../src/paths.ts';

describe('pages of a launcher', () => {
  it('are a copy of the build that does not change with it, made once', () => {
    const copy = inRoot('client', ownPages());
    const built = inRoot(PAGES.output);
    const file = 'BUILD_ID';
    expect(fs.readFileSync(`${copy}/${file}`, 'utf8')).toBe(fs.readFileSync(`${built}/${file}`, 'utf8'));
    expect(fs.statSync(`${copy}/${file}`).ino).not.toBe(fs.statSync(`${built}/${file}`).ino);
    expect(fs.readdirSync(`${copy}/static/chunks`)).toEqual(fs.readdirSync(`${built}/static/chunks`));
    const made = fs.statSync(`${copy}/${file}`).mtimeMs;
    expect(inRoot('client', ownPages())).toBe(copy);
    expect(fs.statSync(`${copy}/${file}`).mtimeMs).toBe(made);
  });
});
