import { GenerationId, type Place, type RoomId } from '@darkroom/protocol';
import type { Spread } from './forecasts.ts';

/** One generation in the queue, in starting order. `startedAtMs` null: it waits. `durationMs` null: not known. */
export interface Queued {
  id: string;
  roomId: RoomId;
  durationMs: number | null;
  startedAtMs: number | null;
}

/**
 * Places and times until ready of all who wait, by room, in one pass. Slots work side by side: each waiting generation takes the
 * slot that is free first (list scheduling).
 *
 * @param queue in starting order, developing ones first
 * @param slots how many develop side by side, at least 1
 * @param spread between which factors of the estimate the time will lie
 */
export function placesByRoom(queue: Queued[], slots: number, nowMs: number, spread: Spread): Map<RoomId, Place[]> {
  const freeAtMs: (number | null)[] = Array.from({ length: slots }, () => 0);
  const rooms = new Map<RoomId, Place[]>();
  let place = 0;
  for (const { id, roomId, durationMs, startedAtMs } of queue) {
    const slot = earliest(freeAtMs);
    // A start in the future is one before the clock was set back: nobody waits longer for that.
    const elapsedMs = startedAtMs === null ? 0 : Math.max(nowMs - startedAtMs, 0);
    const middleMs = sum(freeAtMs[slot] ?? null, durationMs === null ? null : Math.max(durationMs - elapsedMs, 0));
    freeAtMs[slot] = middleMs;
    if (startedAtMs !== null) continue;
    const places = rooms.get(roomId) ?? [];
    places.push({ generationId: GenerationId.parse(id), place: ++place, readyInMs: range(middleMs, spread) });
    rooms.set(roomId, places);
  }
  return rooms;
}

const range = (middleMs: number | null, { low, high }: Spread) =>
  middleMs === null ? null : { middle: middleMs, from: Math.round(middleMs * low), to: Math.round(middleMs * high) };

const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.round(a + b));

/** A slot whose time is not known counts as the last to be free. */
function earliest(freeAtMs: (number | null)[]): number {
  let best = 0;
  freeAtMs.forEach((time, index) => {
    if ((time ?? Infinity) < (freeAtMs[best] ?? Infinity)) best = index;
  });
  return best;
}
