/**
 * Fills a room of a database with pictures that nobody made: rows as if so many had been developed over months, by several people and
 * models, in several sizes. There are no objects behind them but those that `onPictures` puts there.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@darkroom/protocol';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { chance, often, seedPrompt } from './seed-prompts.ts';

export interface SeedOptions {
  databaseUrl: string;
  roomId: string;
  /** Made, as members of the room. */
  authors?: number;
  pictures: number;
  /** When the newest was stored; the others lie some minutes apart before it. */
  until?: Date;
  onPictures?: (pictures: SeededPicture[]) => Promise<void>;
}

export interface SeededPicture {
  n: number;
  objectKey: string;
  thumbnailKey: string;
  width: number;
  height: number;
}

const MODELS = ['builtin', 'sd3-medium', 'sd3.5-large', 'sd3.5-large-turbo'];
const SIZES = [
  [512, 512],
  [512, 768],
  [768, 512],
  [640, 640],
  [384, 768],
  [1024, 576],
] as const;
/** Small ones that thumbhash made of real pictures. */
const PLACEHOLDERS = ['1QcSHQRnh493V4dIh4eXh1h4kJUI', '3OcRJYB4d3h/iIeHeEh3eIhw+j3A', 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG'];
const BATCH = 5_000;
const MINUTES_APART = 3;

/** The newest first, so that `n` is a picture's place on an untouched sheet. */
export async function seedRoom({ databaseUrl, roomId, authors = 8, pictures, until, onPictures }: SeedOptions) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const people = await seedPeople(client, roomId, authors);
    const newestMs = (until ?? new Date()).getTime();
    for (let from = 0; from < pictures; from += BATCH) {
      const count = Math.min(BATCH, pictures - from);
      const rows = Array.from({ length: count }, (_, i) => rowOf(from + i, roomId, people, newestMs));
      await insert(client, roomId, rows);
      await onPictures?.(rows);
    }
    await client.query('ANALYZE images; ANALYZE generations; ANALYZE prompt_words');
    return people;
  } finally {
    await client.end();
  }
}

async function seedPeople(client: pg.Client, roomId: string, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, () => uuidv7());
  const role: Role = 'member';
  await client.query(
    `INSERT INTO users (id, name) SELECT id, 'Painter ' || n FROM unnest($1::uuid[]) WITH ORDINALITY t(id, n)`,
    [people],
  );
  await client.query(
    `INSERT INTO memberships (room_id, user_id, role) SELECT $1, id, $3::"Role" FROM unnest($2::uuid[]) id`,
    [roomId, people, role],
  );
  return people;
}

function rowOf(n: number, roomId: string, people: string[], newestMs: number) {
  const at = new Date(newestMs - n * MINUTES_APART * 60_000 - Math.floor(chance(n, 10) * 60_000));
  const id = uuidv7({ msecs: at.getTime() });
  const [width, height] = often(SIZES, n, 11);
  const key = `rooms/${roomId}/${id}/0`;
  return {
    n,
    id,
    at,
    authorId: often(people, n, 12),
    model: often(MODELS, n, 13),
    prompt: seedPrompt(n),
    width,
    height,
    objectKey: `${key}.png`,
    thumbnailKey: `${key}.webp`,
    sha256: createHash('sha256').update(randomBytes(8)).digest('hex'),
    placeholder: PLACEHOLDERS[n % PLACEHOLDERS.length],
  };
}

type Row = ReturnType<typeof rowOf>;

async function insert(client: pg.Client, roomId: string, rows: Row[]): Promise<void> {
  const rest = [JSON.stringify(rows), roomId];
  const columns = `x(id uuid, at timestamptz, n int, "authorId" uuid, model text, prompt text, width int, height int,
    "objectKey" text, "thumbnailKey" text, sha256 text, placeholder text)`;
  await client.query(
    `INSERT INTO generations (id, room_id, author_id, status, revision, prompt, negative_prompt, model, steps, guidance_scale,
       width, height, seed, count, attempts, created_at, started_at, finished_at)
     SELECT id, $2, "authorId", 'finished', 3, prompt, '', model, 20, 4, width, height, n, 1, 1, at, at, at
     FROM jsonb_to_recordset($1::jsonb) ${columns}`,
    rest,
  );
  await client.query(
    `INSERT INTO images (generation_id, index, room_id, object_key, thumbnail_key, width, height, bytes, sha256, seed, placeholder, created_at)
     SELECT id, 0, $2, "objectKey", "thumbnailKey", width, height, 300000, sha256, n, placeholder, at
     FROM jsonb_to_recordset($1::jsonb) ${columns}`,
    rest,
  );
}
