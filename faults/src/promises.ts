/** Promise 1 [GN1], over all rows and objects of a room: what was acknowledged ended once, and rows and objects are the same. */
import { buffer } from 'node:stream/consumers';
import { sha256 } from '../../server/src/storage/sha256.ts';
import type { OwnData } from '../../server/test/support/own-data.ts';

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

interface ImageRow {
  generation_id: string;
  index: number;
  object_key: string;
  thumbnail_key: string;
  sha256: string;
}

export interface Claims {
  roomId: string;
  /** Ids that were acknowledged. */
  acked: string[];
  /** Of those, the ones that their author asked to cancel. */
  cancelled: Set<string>;
  /** How often a browser was told that a generation finished, by id. */
  toldFinished: Map<string, number>;
}

export async function judge(data: OwnData, { roomId, acked, cancelled, toldFinished }: Claims): Promise<Verdict> {
  const rows = new Map(
    (await data.sql<Row>('SELECT * FROM generations WHERE room_id = $1', [roomId])).map((row) => [row.id, row]),
  );
  const images = await data.sql<ImageRow>('SELECT * FROM images WHERE room_id = $1', [roomId]);
  const objects = await objectsOf(data, roomId);
  const byGeneration = Map.groupBy(images, (image) => image.generation_id);
  const pictured = (id: string) => byGeneration.get(id) ?? [];
  const lost = [
    ...acked.flatMap((id) => wrongEnd(id, rows.get(id), pictured(id), cancelled.has(id))),
    ...images.flatMap((image) => wrongObject(image, objects)),
  ];
  const known = new Set(images.flatMap(({ object_key, thumbnail_key }) => [object_key, thumbnail_key]));
  const doubled = [...rows.values()].flatMap(({ id, count }) => {
    const tooMany = pictured(id).length > count ? [`${id}: ${pictured(id).length} pictures instead of ${count}`] : [];
    const told = toldFinished.get(id) ?? 0;
    return told > 1 ? [...tooMany, `${id}: finished ${told} times`] : tooMany;
  });
  const ended = (status: string) => [...rows.values()].filter((row) => row.status === status).length;
  return {
    lost,
    doubled,
    orphans: [...objects.keys()].filter((key) => !known.has(key)),
    ended: { finished: ended('finished'), cancelled: ended('cancelled'), failed: ended('failed') },
  };
}

function wrongEnd(id: string, row: Row | undefined, images: ImageRow[], mayBeCancelled: boolean): string[] {
  if (!row) return [`${id}: no row`];
  if (row.status === 'finished') {
    const isWhole = images.length >= row.count;
    return isWhole ? [] : [`${id}: finished with ${images.length} of ${row.count} pictures`];
  }
  if (row.status === 'cancelled') return mayBeCancelled ? [] : [`${id}: cancelled, and nobody asked for it`];
  if (row.status === 'failed') return row.error_code && row.error_message ? [] : [`${id}: failed without a reason`];
  return [`${id}: still ${row.status}`];
}

function wrongObject({ object_key, thumbnail_key, sha256: digest }: ImageRow, objects: Map<string, string>): string[] {
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
