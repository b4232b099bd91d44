/** Promise 1 [GN1, RL6, BD8], over all rows and objects of a room: what was acknowledged ended once, and rows and objects are the same. */
import { buffer } from 'node:stream/consumers';
import type { PictureRef } from '@darkroom/protocol';
import { sha256 } from '../../server/src/storage/sha256.ts';
import type { OwnData } from '../../server/test/support/own-data.ts';
import { keyOf } from './deeds.ts';
import { isBeingBrought } from './parted.ts';

export interface Verdict {
  /** Acknowledged, and not ended as promised; or a row whose object is gone or another. Each with its reason. */
  lost: string[];
  doubled: string[];
  /** Keys of objects that no row knows. */
  orphans: string[];
  ended: Record<'finished' | 'cancelled' | 'failed', number>;
}

interface Row {
  id: string;
  status: string;
  count: number;
  error_code: string | null;
  error_message: string | null;
}

/** Of a picture that was made, or brought. */
interface StoredRow {
  object_key: string;
  thumbnail_key: string;
  sha256: string;
}

interface ImageRow extends StoredRow {
  generation_id: string;
  index: number;
}

export interface Asked {
  roomId: string;
  /** Ids that were acknowledged. */
  acked: string[];
  /** Of those, the ones that their author asked to cancel. */
  cancelled: Set<string>;
  /** Pictures that somebody asked to delete, by `keyOf`. */
  deleted: Map<string, unknown>;
  /** Prompts that begin from a picture, by id. */
  builtFrom: Map<string, PictureRef>;
  /** How often a browser was told that a generation finished, by id. */
  toldFinished: Map<string, number>;
}

const UPLOADS = `
  SELECT object_key, regexp_replace(object_key, 'png$', 'webp') AS thumbnail_key, sha256 FROM uploads WHERE room_id = $1`;

export async function judge(data: OwnData, asked: Asked): Promise<Verdict> {
  const { roomId, acked, toldFinished } = asked;
  const rows = new Map(
    (await data.sql<Row>('SELECT * FROM generations WHERE room_id = $1', [roomId])).map((row) => [row.id, row]),
  );
  const images = await data.sql<ImageRow>('SELECT * FROM images WHERE room_id = $1', [roomId]);
  const stored: StoredRow[] = [...images, ...(await data.sql<StoredRow>(UPLOADS, [roomId]))];
  const objects = await objectsOf(data, roomId);
  const byGeneration = Map.groupBy(images, (image) => image.generation_id);
  const pictured = (id: string) => byGeneration.get(id) ?? [];
  const lost = [
    ...acked.flatMap((id) => wrongEnd(id, rows.get(id), pictured(id), asked)),
    ...stored.flatMap((row) => wrongObject(row, objects)),
  ];
  const known = new Set(stored.flatMap(({ object_key, thumbnail_key }) => [object_key, thumbnail_key]));
  const doubled = [...rows.values()].flatMap(({ id, count }) => {
    const tooMany = pictured(id).length > count ? [`${id}: ${pictured(id).length} pictures instead of ${count}`] : [];
    const told = toldFinished.get(id) ?? 0;
    return told > 1 ? [...tooMany, `${id}: finished ${told} times`] : tooMany;
  });
  const ended = (status: string) => [...rows.values()].filter((row) => row.status === status).length;
  return {
    lost,
    doubled,
    orphans: [...objects.keys()].filter((key) => !known.has(key) && !isBeingBrought(key)),
    ended: { finished: ended('finished'), cancelled: ended('cancelled'), failed: ended('failed') },
  };
}

function wrongEnd(
  id: string,
  row: Row | undefined,
  images: ImageRow[],
  { cancelled, deleted, builtFrom }: Asked,
): string[] {
  if (!row) return [`${id}: no row`];
  if (row.status === 'finished') {
    const indexes = Array.from({ length: row.count }, (_, index) => index);
    const expected = indexes.filter((index) => !deleted.has(`${id}-${index}`));
    const missing = expected.filter((index) => !images.some((image) => image.index === index));
    return missing.length === 0 ? [] : [`${id}: finished without ${missing} of its ${row.count} pictures`];
  }
  if (row.status === 'cancelled') return cancelled.has(id) ? [] : [`${id}: cancelled, and nobody asked for it`];
  if (row.status !== 'failed') return [`${id}: still ${row.status}`];
  const source = builtFrom.get(id);
  const isSourceThere = !source || !deleted.has(keyOf(source));
  if (row.error_code === 'source_not_found' && isSourceThere) return [`${id}: its source is not found, and there`];
  return row.error_code && row.error_message ? [] : [`${id}: failed without a reason`];
}

function wrongObject({ object_key, thumbnail_key, sha256: digest }: StoredRow, objects: Map<string, string>): string[] {
  const gone = [object_key, thumbnail_key].filter((key) => !objects.has(key)).map((key) => `${key}: no object`);
  const actual = objects.get(object_key);
  return actual && actual !== digest ? [...gone, `${object_key}: other bytes than its row says`] : gone;
}

/** The sha256 of each, by key. */
async function objectsOf({ store }: OwnData, roomId: string): Promise<Map<string, string>> {
  const objects = new Map<string, string>();
  for await (const key of store.list(`rooms/${roomId}/`))
    objects.set(key, sha256(await buffer((await store.get(key)).stream)));
  return objects;
}
