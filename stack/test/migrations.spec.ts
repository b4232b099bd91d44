import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applied, create, deploy, diff, reset, status } from '@darkroom/prisma/migrate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { query } from './support.ts';

const server = process.env.DATABASE_URL ?? '';
const MODEL = 'model Apple {\n  id Int @id\n}\n';
let dir: string;
let url: string;

/** A database and a folder of migrations of this test's own. */
beforeEach(async () => {
  const name = `migrations_${crypto.randomUUID().replaceAll('-', '')}`;
  await query(server, `CREATE DATABASE ${name}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  url = own.href;
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-migrations-'));
  writeSchema(MODEL);
});

afterEach(async () => {
  await query(server, `DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  fs.rmSync(dir, { recursive: true });
});

const folder = () => ({
  url,
  schemaFile: path.join(dir, 'schema.prisma'),
  migrationsDir: path.join(dir, 'migrations'),
});

function writeSchema(models: string): void {
  fs.writeFileSync(path.join(dir, 'schema.prisma'), `datasource db {\n  provider = "postgresql"\n}\n${models}`);
}

function writeMigration(name: string, sql: string): void {
  fs.mkdirSync(path.join(dir, 'migrations', name), { recursive: true });
  fs.writeFileSync(path.join(dir, 'migrations', name, 'migration.sql'), sql);
}

describe('migrations', () => {
  it('agree with the schema', async () => {
    expect(await diff({ url: server })).toBe('');
  });

  it('are made from what the schema has more, and applied once although four launchers start at a time', async () => {
    expect(await diff(folder())).toContain('CREATE TABLE "Apple"');
    const made = await create(folder(), 'First apples!');
    expect(path.basename(made ?? '')).toMatch(/^\d{14}_first_apples_?$/);
    expect(await create(folder(), 'again')).toBeUndefined();
    const done = await Promise.all([1, 2, 3, 4].map(() => deploy(folder())));
    expect(done.flat()).toEqual([path.basename(made ?? '')]);
    expect(await status(folder())).toEqual({ pending: [], failed: [], edited: [], unknown: [] });
    expect(await query(url, 'SELECT count(*)::int AS n FROM "Apple"')).toEqual([{ n: 0 }]);
  });

  it('differ from a schema that was changed without one', async () => {
    await create(folder(), 'first');
    writeSchema(`${MODEL}model Pear {\n  id Int @id\n}\n`);
    const sql = await diff(folder());
    expect(sql).toContain('CREATE TABLE "Pear"');
    expect(sql).not.toContain('Apple');
  });

  it('may hold semicolons in strings and function bodies', async () => {
    writeMigration(
      '1_function',
      `CREATE FUNCTION two() RETURNS text AS $$ BEGIN PERFORM 1; RETURN 'a;b'; END; $$ LANGUAGE plpgsql;`,
    );
    await deploy(folder());
    expect(await query(url, 'SELECT two()')).toEqual([{ two: 'a;b' }]);
  });

  it('that fail say why, leave nothing behind, and are tried again once they are mended', async () => {
    writeMigration('1_bad', 'CREATE TABLE half (i int); SELECT nonsense();');
    await expect(deploy(folder())).rejects.toThrow('Migration 1_bad: function nonsense() does not exist');
    expect(await query(url, `SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
    writeMigration('1_bad', 'CREATE TABLE half (i int);');
    expect(await deploy(folder())).toEqual(['1_bad']);
    expect(await status(folder())).toMatchObject({ pending: [], failed: [] });
  });

  it('go back to where a backup was made, and on from there', async () => {
    writeMigration('1_apples', 'CREATE TABLE apples (i int);');
    writeMigration('2_pears', 'CREATE TABLE pears AS SELECT i FROM apples;');
    await deploy(folder());
    await reset(folder());
    expect(await applied(folder())).toEqual([]);
    expect(await deploy({ ...folder(), only: ['1_apples'] })).toEqual(['1_apples']);
    expect(await applied(folder())).toEqual(['1_apples']);
    await query(url, 'INSERT INTO apples VALUES (7)');
    expect(await deploy(folder())).toEqual(['2_pears']);
    expect(await query(url, 'SELECT i FROM pears')).toEqual([{ i: 7 }]);
  });

  it('that were edited after they were applied, or are not in the folder, are reported', async () => {
    writeMigration('1_one', 'SELECT 1;');
    writeMigration('2_two', 'SELECT 2;');
    await deploy(folder());
    writeMigration('1_one', 'SELECT 11;');
    fs.rmSync(path.join(dir, 'migrations/2_two'), { recursive: true });
    expect(await status(folder())).toMatchObject({ edited: ['1_one'], unknown: ['2_two'] });
  });
});
