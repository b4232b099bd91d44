/** A feed's actions for its tests, with all that does not matter to them filled in. */
import type { Generation, Progress, Snapshot } from '@darkroom/protocol';
import type { FeedAction, NumberedFact } from './reducer.ts';

const ROOM = '019ac000-0000-7000-8000-000000000001';
export const idOf = (n: number) => `019ac000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;

// Branded ids and the rest of a generation do not matter to the reducer: one builder fills them in.
export const generation = (n: number, over: Partial<Generation> = {}): Generation =>
  ({
    id: idOf(n),
    roomId: ROOM,
    author: { id: 'u1', name: 'Mara' },
    prompt: `prompt ${n}`,
    negativePrompt: '',
    model: 'builtin',
    steps: 20,
    guidanceScale: 4,
    width: 128,
    height: 128,
    seed: 7,
    count: 1,
    status: 'queued',
    revision: 1,
    attempts: 0,
    error: null,
    createdAt: `2026-11-25T12:00:${String(n).padStart(2, '0')}.000Z`,
    startedAt: null,
    finishedAt: null,
    pictures: [],
    stopVotes: [],
    ...over,
  }) as Generation;

export const snapshot = (over: Partial<Snapshot> = {}): FeedAction => ({
  type: 'snapshot',
  nowMs: 1_000,
  snapshot: {
    seq: 10,
    room: { id: ROOM, slug: 'a'.repeat(22), name: 'Room', createdAt: '2026-11-25T11:00:00.000Z' },
    you: { id: 'u1', name: 'Mara', role: 'host' },
    people: [],
    generations: [],
    places: [],
    progress: [],
    models: [],
    ...over,
  } as Snapshot,
});

export const fact = (
  seq: number,
  name: 'generation:queued' | 'generation:started' | 'generation:finished',
  of: Generation,
): FeedAction => ({
  type: 'fact',
  fact: { name, payload: { roomId: of.roomId, seq, generation: of } } as NumberedFact,
});

export const progress = (n: number, over: Partial<Progress> = {}): FeedAction => ({
  type: 'progressed',
  progress: {
    roomId: ROOM,
    generationId: idOf(n),
    attempt: 1,
    index: 0,
    step: 1,
    steps: 20,
    preview: null,
    previewType: null,
    sentAtMs: 0,
    ...over,
  } as Progress,
});

/** These in line, in this order. */
export const line = (order: number[]) =>
  order.map((n, i) => ({
    generationId: idOf(n),
    place: i + 1,
    readyInMs: { middle: 2_000, from: 1_500, to: 3_000 },
  })) as Snapshot['places'];

export const moved = (tick: number, order: number[]): FeedAction => ({
  type: 'moved',
  nowMs: 5_000,
  moved: { roomId: ROOM as Snapshot['room']['id'], tick, places: line(order) },
});
