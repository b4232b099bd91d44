/** Promise 4: of a deleted room, and of a person who deleted themself, nothing is left; everything else is whole. */
import { NOBODY } from '@darkroom/protocol';
import { isYoung } from '../../server/src/developing/upload-rows.repository.ts';
import { parseUploadKey, roomPrefix } from '../../server/src/storage/object-keys.ts';
import type { OwnData } from '../../server/test/support/own-data.ts';
import type { People } from './people.ts';
import type { Partings } from './plan.ts';

const OF_ROOM = ['generations', 'images', 'memberships', 'uploads', 'invites', 'drafts', 'prompt_words'];
const OF_PERSON = {
  users: 'id',
  departures: 'user_id',
  sessions: 'user_id',
  memberships: 'user_id',
  generations: 'author_id',
  uploads: 'author_id',
  shares: 'created_by_id',
};

/** A picture that is just being brought has its objects before its row; what is left of one goes later than all else [BD8]. */
export const isBeingBrought = (key: string): boolean => {
  const upload = parseUploadKey(key);
  return upload !== null && isYoung(upload.uploadId);
};

const KEYS_OF_ROWS = `
  SELECT object_key AS key FROM images UNION SELECT thumbnail_key FROM images
  UNION SELECT object_key FROM uploads UNION SELECT regexp_replace(object_key, 'png$', 'webp') FROM uploads`;

/** Of all rooms, there or deleted: objects without a row, and rows without an object. */
export async function unmatched({ sql, store }: OwnData): Promise<string[]> {
  const named = new Set((await sql<{ key: string }>(KEYS_OF_ROWS)).map(({ key }) => key));
  const strangers: string[] = [];
  for await (const key of store.list('rooms/')) if (!named.delete(key)) strangers.push(`${key}: no row`);
  return [...strangers, ...[...named].map((key) => `${key}: no object`)];
}

/** What is left of the room that Ada deleted. */
export async function leftOfRoom({ sql, store }: OwnData, { side }: People): Promise<string[]> {
  const left: string[] = [];
  if ((await sql('SELECT 1 FROM rooms WHERE id = $1', [side.id])).length > 0) left.push(`room ${side.id}: has a row`);
  for (const table of OF_ROOM) {
    const rows = await sql(`SELECT 1 FROM ${table} WHERE room_id = $1`, [side.id]);
    if (rows.length > 0) left.push(`room ${side.id}: ${rows.length} rows in ${table}`);
  }
  for await (const key of store.list(roomPrefix(side.id))) if (!isBeingBrought(key)) left.push(key);
  return left;
}

/** What is left of Cy, or was to stay and did not. */
export async function leftOfPerson(
  { sql, store }: OwnData,
  { cy, pictures, roomId }: People,
  departWith: Partings['departWith'],
): Promise<string[]> {
  const left: string[] = [];
  for (const [table, column] of Object.entries(OF_PERSON)) {
    const rows = await sql(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [cy.user.id]);
    if (rows.length > 0) left.push(`Cy: ${rows.length} rows in ${table}`);
  }
  const [made] = pictures.cy;
  const rows = await sql<{ author_id: string }>('SELECT author_id FROM generations WHERE id = $1', [
    made?.generationId,
  ]);
  const keys: string[] = [];
  for await (const key of store.list(`${roomPrefix(roomId)}${made?.generationId}/`)) keys.push(key);
  const isKept = rows[0]?.author_id === NOBODY && keys.length === 2;
  const isGone = rows.length === 0 && keys.length === 0;
  const isAsChosen = departWith === 'delete' ? isGone : isKept;
  return isAsChosen ? left : [...left, `Cy's picture: ${rows.length} rows, ${keys.length} objects, not ${departWith}`];
}
