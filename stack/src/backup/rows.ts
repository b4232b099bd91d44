/** Every row as CSV by Postgres's own COPY: all tables from one moment, and back in one transaction. */
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

/** What a row says of an object in the bucket. */
export interface NamedObject {
  key: string;
  /** Hex; null where the rows do not say. */
  sha256: string | null;
}

/** Prisma's own notes come with the migrations, the words of the prompts with the pictures (by a trigger). */
const NOT_OURS = ['_prisma_migrations', 'prompt_words'];

/** Writes `<table>.csv` for each table. Answers with the tables, each behind those that it refers to, and the objects that they name. */
export async function saveRows(url: string, folder: string): Promise<{ tables: string[]; objects: NamedObject[] }> {
  return inTransaction(url, 'ISOLATION LEVEL REPEATABLE READ READ ONLY', async (client) => {
    const tables = await tablesOf(client);
    for (const table of tables) {
      const rows = client.query(to(`COPY ${quoted(table)} TO STDOUT WITH (FORMAT csv, HEADER)`));
      await pipeline(rows, fs.createWriteStream(path.join(folder, `${table}.csv`), { mode: 0o600 }));
    }
    return { tables, objects: await objectsOf(client) };
  });
}

/** Nobody sees the rows before `beforeShown` is over: it gets what they name. */
export async function loadRows(
  url: string,
  folder: string,
  tables: string[],
  beforeShown: (objects: NamedObject[]) => Promise<void>,
): Promise<void> {
  await inTransaction(url, '', async (client) => {
    for (const table of tables) {
      const rows = client.query(from(`COPY ${quoted(table)} FROM STDIN WITH (FORMAT csv, HEADER match)`));
      await pipeline(fs.createReadStream(path.join(folder, `${table}.csv`)), rows);
    }
    await beforeShown(await objectsOf(client));
  });
}

/** The tables that hold rows. */
export async function filledTables(url: string): Promise<string[]> {
  return inTransaction(url, 'READ ONLY', async (client) => {
    const filled: string[] = [];
    for (const table of await tablesOf(client)) {
      const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
      if (rowCount) filled.push(table);
    }
    return filled;
  });
}

async function inTransaction<T>(url: string, mode: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`BEGIN ${mode}`);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } finally {
    // Without a COMMIT, Postgres takes everything back.
    await client.end();
  }
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1`,
    [NOT_OURS],
  );
  const { rows: links } = await client.query<{ child: string; parent: string }>(
    `SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint
     JOIN pg_class child ON child.oid = conrelid JOIN pg_class parent ON parent.oid = confrelid WHERE contype = 'f'`,
  );
  const sorted = new Set<string>();
  const met = new Set<string>();
  const place = (table: string) => {
    if (met.has(table)) return;
    met.add(table);
    for (const { child, parent } of links) if (child === table) place(parent);
    sorted.add(table);
  };
  for (const { name } of found) place(name);
  return [...sorted];
}

async function objectsOf(client: pg.Client): Promise<NamedObject[]> {
  // Of a room that is being deleted objects may be gone before their rows.
  const { rows } = await client.query<NamedObject>(
    `WITH gone AS (SELECT id FROM rooms WHERE deleted_at IS NOT NULL),
       made AS (SELECT * FROM images WHERE room_id NOT IN (SELECT id FROM gone)),
       brought AS (SELECT * FROM uploads WHERE room_id NOT IN (SELECT id FROM gone))
     SELECT object_key AS key, sha256 FROM made UNION ALL SELECT thumbnail_key, NULL FROM made
     UNION ALL SELECT object_key, sha256 FROM brought
     UNION ALL SELECT regexp_replace(object_key, 'png$', 'webp'), NULL FROM brought`,
  );
  return rows;
}

const quoted = (table: string) => pg.escapeIdentifier(table);
