import type { Generation, Snapshot } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { emptyFeed, type FeedAction, type FeedState, reduceFeed } from './reducer.ts';
import { fact, generation, idOf, line, moved, progress, snapshot } from './samples.ts';
import { galleryItems, trayOf } from './selectors.ts';

const placesOf = ({ places }: FeedState) =>
  Object.fromEntries(Object.entries(places).map(([id, { place }]) => [id, place]));

const run = (actions: FeedAction[], from: FeedState = emptyFeed) => actions.reduce(reduceFeed, from);
const developing = generation(1, { status: 'developing', revision: 2, attempts: 1 });
const waiting = [generation(1), generation(2)];

describe('feed', () => {
  it('[RC1] a snapshot replaces what was known, and facts go on from its number', () => {
    const state = run([
      { type: 'joining' },
      snapshot({ generations: [generation(1)] }),
      fact(11, 'generation:queued', generation(2)),
    ]);
    expect(state.status).toBe('live');
    expect(state.seq).toBe(11);
    expect(trayOf(state).waiting.map((g) => g.prompt)).toEqual(['prompt 1', 'prompt 2']);
  });

  it('[RC1] facts that arrive before the ack are applied after it, in order, and older ones are dropped', () => {
    const state = run([
      { type: 'joining' },
      fact(12, 'generation:queued', generation(3)),
      fact(11, 'generation:queued', generation(2)),
      fact(10, 'generation:queued', generation(9)),
      snapshot({ generations: [generation(1)] }),
    ]);
    expect(state.status).toBe('live');
    expect(state.seq).toBe(12);
    expect(trayOf(state).waiting.map((g) => g.prompt)).toEqual(['prompt 1', 'prompt 2', 'prompt 3']);
  });

  it('[RC2] a gap asks for a rejoin, and the fact that showed it is not lost', () => {
    const gapped = run([snapshot(), fact(13, 'generation:queued', generation(4))]);
    expect(gapped.status).toBe('gapped');
    expect(gapped.seq).toBe(10);
    const healed = run([{ type: 'joining' }, snapshot({ seq: 12 })], gapped);
    expect(healed.status).toBe('live');
    expect(healed.seq).toBe(13);
    expect(trayOf(healed).waiting).toHaveLength(1);
  });

  it('[RC2] a fact seen twice changes nothing', () => {
    const once = run([snapshot(), fact(11, 'generation:queued', generation(1))]);
    expect(run([fact(11, 'generation:queued', generation(1, { prompt: 'other', revision: 9 }))], once)).toBe(once);
  });

  it('[RC2] what happened while the connection was lost is not applied to the old state', () => {
    const state = run([
      snapshot(),
      fact(12, 'generation:queued', generation(1)),
      { type: 'disconnected' },
      { type: 'joining' },
      snapshot({ seq: 40 }),
    ]);
    expect(state.seq).toBe(40);
    expect(trayOf(state).waiting).toEqual([]);
  });

  it('[RC5] a snapshot older than what is already applied changes nothing', () => {
    const ahead = run([snapshot(), fact(11, 'generation:queued', generation(1))]);
    expect(run([snapshot({ seq: 10 })], ahead)).toBe(ahead);
  });

  it('[RC3] only a higher revision replaces a generation', () => {
    const state = run([
      snapshot({ generations: [developing] }),
      { type: 'answered', generation: generation(1, { revision: 1 }) },
    ]);
    expect(trayOf(state).developing).toHaveLength(1);
  });

  it('[RC3] an answer that comes after the end does not bring a generation back, not even across a rejoin', () => {
    const state = run([
      snapshot({ generations: [developing] }),
      fact(11, 'generation:finished', generation(1, { status: 'finished', revision: 3 })),
      snapshot({ seq: 20 }),
      { type: 'answered', generation: generation(1, { revision: 1 }) },
    ]);
    expect(trayOf(state)).toEqual({ developing: [], waiting: [], failed: [] });
  });

  it('[RC3] an answer newer than the snapshot stands', () => {
    const state = run([
      { type: 'answered', generation: developing },
      snapshot({ generations: [generation(1, { revision: 1 })] }),
    ]);
    expect(trayOf(state).developing).toHaveLength(1);
  });

  it('a generation that ended or was dismissed while away is gone after the rejoin', () => {
    const state = run([
      snapshot({ generations: [generation(1), generation(2, { status: 'failed' })] }),
      snapshot({ seq: 30 }),
    ]);
    expect(trayOf(state)).toEqual({ developing: [], waiting: [], failed: [] });
  });

  it('[RC4] progress never moves backward, and a step without a preview keeps the last one', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const state = run([
      snapshot({ generations: [developing] }),
      progress(1, { step: 5, preview: bytes, previewType: 'image/webp' }),
      progress(1, { step: 3 }),
      progress(1, { step: 6 }),
    ]);
    expect(state.progress[idOf(1)]).toMatchObject({ step: 6, index: 0 });
    expect(state.progress[idOf(1)]?.preview?.size).toBe(3);
  });

  it('[RC4] the next picture starts without the preview of the one before', () => {
    const state = run([
      snapshot({ generations: [developing] }),
      progress(1, { step: 20, preview: new Uint8Array([1]) }),
      progress(1, { index: 1, step: 1 }),
    ]);
    expect(state.progress[idOf(1)]).toMatchObject({ step: 1, index: 1, preview: null });
  });

  it('[RC4] progress of another attempt, or of one that is not developing, does nothing', () => {
    const start = run([snapshot({ generations: [{ ...developing, attempts: 2 }, generation(2)] })]);
    expect(run([progress(1, { attempt: 1, step: 9 }), progress(2), progress(3)], start)).toBe(start);
  });

  it('[RC4] a new attempt starts over', () => {
    const again = generation(1, { status: 'developing', revision: 4, attempts: 2 });
    const state = run([
      snapshot({ generations: [developing] }),
      progress(1, { step: 15 }),
      fact(11, 'generation:queued', generation(1, { revision: 3, attempts: 1 })),
      fact(12, 'generation:started', again),
      progress(1, { attempt: 2, step: 1 }),
    ]);
    expect(state.progress[idOf(1)]).toMatchObject({ attempt: 2, step: 1 });
  });

  it('[RC4] a rejoin keeps the preview that is shown until a newer one comes', () => {
    const shown = run([
      snapshot({ generations: [developing] }),
      progress(1, { step: 5, preview: new Uint8Array([1, 2]) }),
    ]);
    const state = run([{ type: 'joining' }, snapshot({ seq: 11, generations: [developing] })], shown);
    expect(state.progress[idOf(1)]?.preview?.size).toBe(2);
  });

  it('[QU3] places are replaced as a whole by a newer tick, and an older tick is ignored', () => {
    const state = run([snapshot({ generations: waiting }), moved(4, [1]), moved(5, [2]), moved(4, [1])]);
    expect(state.places).toEqual({ [idOf(2)]: { place: 1, readyAtMs: { from: 6_500, to: 8_000 } } });
  });

  it('[QU3] places that came while joining stand against those of a snapshot that was taken before', () => {
    const state = run([
      { type: 'joining' },
      moved(5, [2]),
      fact(11, 'generation:queued', generation(2)),
      snapshot({ generations: [generation(1)], places: line([1, 2]) }),
    ]);
    expect(placesOf(state)).toEqual({ [idOf(2)]: 1 });
  });

  it('[QU3] whoever joins again takes the places of the snapshot, and ticks that start lower after a loss', () => {
    const shown = run([snapshot({ generations: waiting }), moved(90, [1, 2])]);
    const second = snapshot({ seq: 20, generations: waiting, places: line([2, 1]) });
    expect(placesOf(run([{ type: 'joining' }, second], shown))).toEqual({ [idOf(2)]: 1, [idOf(1)]: 2 });
    expect(placesOf(run([{ type: 'joining' }, moved(1, [1]), second], shown))).toEqual({ [idOf(1)]: 1 });
  });

  it('[QU3] a place goes with its generation, though the signal that the line is empty was lost or came out of turn', () => {
    const shown = run([snapshot({ generations: waiting, places: line([1, 2]) })]);
    const started = fact(11, 'generation:started', developing);
    expect(placesOf(run([started], shown))).toEqual({ [idOf(2)]: 2 });
    expect(placesOf(run([started, moved(5, [1, 2])], shown))).toEqual({ [idOf(2)]: 2 });
    const late = run([{ type: 'joining' }, started, snapshot({ generations: [generation(1)], places: line([1, 2]) })]);
    expect(late.places).toEqual({});
  });

  it('[QU1] the waiting line follows the places, not the order of asking', () => {
    const places = [
      { generationId: idOf(2), place: 1, readyInMs: null },
      { generationId: idOf(1), place: 2, readyInMs: null },
    ] as Snapshot['places'];
    const state = run([snapshot({ generations: [generation(1), generation(2)], places })]);
    expect(trayOf(state).waiting.map((g) => g.prompt)).toEqual(['prompt 2', 'prompt 1']);
  });

  it('a tab that stays open for weeks does not keep every generation, but each that is not over', () => {
    const many = Array.from({ length: 2_000 }, (_, n): FeedAction => {
      const ended = { ...generation(1, { status: 'finished' }), id: `g${n}` } as Generation;
      return { type: 'answered', generation: ended };
    });
    const state = run([snapshot({ generations: [generation(2)] }), ...many]);
    expect(Object.keys(state.generations).length).toBeLessThanOrEqual(601);
    expect(state.generations).toHaveProperty('g1999');
    expect(trayOf(state).waiting).toHaveLength(1);
  });

  it('a colour stays with who stays, whoever comes before them in the list or goes', () => {
    const person = (userId: string) => ({ userId, name: userId, role: 'member' }) as Snapshot['people'][number];
    const people = ['u1', 'u2', 'u3'].map(person);
    const before = run([snapshot({ people })]).hues;
    expect(new Set(Object.values(before)).size).toBe(3);
    const { hues } = run([snapshot({ people }), snapshot({ seq: 11, people: ['u0', 'u3', 'u2'].map(person) })]);
    expect([hues.u2, hues.u3]).toEqual([before.u2, before.u3]);
    expect(new Set(Object.values(hues)).size).toBe(3);
    expect(hues).not.toHaveProperty('u1');
  });

  it('a picture of a generation carries all that made it', () => {
    const picture = { index: 2, width: 128, height: 128, bytes: 9, sha256: 'f'.repeat(64), seed: 9, placeholder: '' };
    const [item] = galleryItems(generation(1, { pictures: [picture] }));
    expect(item?.picture.index).toBe(2);
    expect(item?.generation).not.toHaveProperty('pictures');
  });
});
