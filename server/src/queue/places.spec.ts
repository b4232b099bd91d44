import { RoomId } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { placesByRoom, type Queued } from './places.ts';

const SPREAD = { low: 0.5, high: 2 };
const room = () => RoomId.parse(uuidv7());
const queued = (roomId: RoomId, more: Partial<Queued> = {}): Queued => ({
  id: uuidv7(),
  roomId,
  durationMs: 1000,
  startedAtMs: null,
  ...more,
});

describe('places in line', () => {
  it('[QU1] counts from 1 over all rooms, and leaves out what develops', () => {
    const [a, b] = [room(), room()];
    const places = placesByRoom([queued(a, { startedAtMs: 0 }), queued(a), queued(b), queued(a)], 1, 0, SPREAD);
    expect(places.get(a)?.map((p) => p.place)).toEqual([1, 3]);
    expect(places.get(b)?.map((p) => p.place)).toEqual([2]);
  });

  it('adds what is left of the one developing to all who wait behind it', () => {
    const a = room();
    const places = placesByRoom([queued(a, { startedAtMs: 0 }), queued(a), queued(a)], 1, 400, SPREAD);
    expect(places.get(a)?.map((p) => p.readyInMs?.middle)).toEqual([1600, 2600]);
  });

  it.each([-3_600_000, 3_600_000])('a clock that is set by %d ms adds nothing to the time left', (stepMs) => {
    const a = room();
    const places = placesByRoom([queued(a, { startedAtMs: 0 }), queued(a)], 1, stepMs, SPREAD);
    expect(places.get(a)?.[0]?.readyInMs?.middle).toBeLessThanOrEqual(2000);
  });

  it('lets two slots share the work', () => {
    const a = room();
    const places = placesByRoom([queued(a), queued(a), queued(a), queued(a)], 2, 0, SPREAD);
    expect(places.get(a)?.map((p) => p.readyInMs?.middle)).toEqual([1000, 1000, 2000, 2000]);
  });

  it('gives the range in which the times of late lay', () => {
    const a = room();
    const places = placesByRoom([queued(a)], 1, 0, { low: 0.9, high: 1.25 });
    expect(places.get(a)?.[0]?.readyInMs).toEqual({ middle: 1000, from: 900, to: 1250 });
  });

  it('says that it does not know when a duration ahead is not known', () => {
    const a = room();
    const places = placesByRoom([queued(a, { durationMs: null }), queued(a)], 1, 0, SPREAD);
    expect(places.get(a)?.map((p) => p.readyInMs)).toEqual([null, null]);
  });
});
