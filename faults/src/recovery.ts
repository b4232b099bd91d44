/** How soon work went on. Read from the rows, for facts may be lost with the Redis that carries them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnData } from '../../server/test/support/own-data.ts';

const LOOK_EVERY_MS = 50;
/** Whatever has not gone on by then counts as this late. */
const LONGEST_MS = 120_000;

interface Move {
  id: string;
  movedAtMs: number;
  /** A person ended it, which takes no worker. */
  isCancelled: boolean;
}

/** Generations of the room that started or ended after this time. */
const MOVES = `
  SELECT id, extract(epoch FROM greatest(started_at, finished_at))::float8 * 1000 AS "movedAtMs",
    status = 'cancelled' AS "isCancelled" FROM generations
  WHERE room_id = $1 AND extract(epoch FROM greatest(started_at, finished_at))::float8 * 1000 > $2`;

const moves = (data: OwnData, roomId: string, sinceMs: number) => data.sql<Move>(MOVES, [roomId, sinceMs]);

/** When the first generation started, or ended by a worker's hand, after `sinceMs`. */
export async function firstMove(data: OwnData, roomId: string, sinceMs: number): Promise<number> {
  return await look(async () => {
    const worked = (await moves(data, roomId, sinceMs)).filter(({ isCancelled }) => !isCancelled);
    const times = worked.map(({ movedAtMs }) => movedAtMs);
    return times.length > 0 ? Math.min(...times) : undefined;
  }, sinceMs);
}

/** When the last of these had gone on after `sinceMs`; one that ended before is no matter of it. */
export async function allMoved(data: OwnData, roomId: string, ids: string[], sinceMs: number): Promise<number> {
  const seen = new Map<string, number>();
  const open = `SELECT id FROM generations WHERE id = ANY($1) AND status IN ('queued', 'developing')`;
  return await look(async () => {
    const stillOpen = (await data.sql<{ id: string }>(open, [ids])).map(({ id }) => id);
    for (const { id, movedAtMs } of await moves(data, roomId, sinceMs)) if (!seen.has(id)) seen.set(id, movedAtMs);
    if (stillOpen.some((id) => !seen.has(id))) return undefined;
    return Math.max(sinceMs, ...ids.map((id) => seen.get(id) ?? 0));
  }, sinceMs);
}

async function look(ask: () => Promise<number | undefined>, sinceMs: number): Promise<number> {
  for (const end = sinceMs + LONGEST_MS; Date.now() < end; await sleep(LOOK_EVERY_MS)) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return sinceMs + LONGEST_MS;
}
