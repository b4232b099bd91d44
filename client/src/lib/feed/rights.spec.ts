import type { Member, PictureRef, Snapshot } from '@darkroom/protocol';
import { expect, it } from 'vitest';
import { emptyFeed, type FeedState, type NumberedFact, reduceFeed } from './reducer.ts';

const ROOM = '019ac000-0000-7000-8000-000000000001';
const pictures = [0, 1, 2].map((index) => ({ index }));
const snapshot = {
  seq: 10,
  room: { id: ROOM },
  you: { id: 'u2', name: 'Ben', role: 'member' },
  people: [
    { userId: 'u1', name: 'Ada', role: 'host' },
    { userId: 'u2', name: 'Ben', role: 'member' },
  ],
  generations: [{ id: 'g1', roomId: ROOM, status: 'failed', revision: 3, pictures }],
  places: [],
  progress: [],
  models: [],
} as unknown as Snapshot;

const live = reduceFeed(emptyFeed, { type: 'snapshot', snapshot, nowMs: 0 });

const take = (state: FeedState, name: 'member:changed' | 'pictures:deleted', payload: object): FeedState =>
  reduceFeed(state, {
    type: 'fact',
    fact: { name, payload: { roomId: ROOM, seq: state.seq + 1, ...payload } } as NumberedFact,
  });

it('[RL2] a change of role is one’s own, and that of whoever is seen here', () => {
  const member = (userId: string, role: Member['role']) => ({ member: { userId, name: '', role } });
  const muted = take(live, 'member:changed', member('u2', 'viewer'));
  expect(muted.you).toEqual({ id: 'u2', name: 'Ben', role: 'viewer' });
  expect(muted.people.map(({ role }) => role)).toEqual(['host', 'viewer']);
  const others = take(muted, 'member:changed', member('u1', 'member'));
  expect(others.you?.role).toBe('viewer');
  expect(others.people.map(({ role }) => role)).toEqual(['member', 'viewer']);
  expect(others.memberChanges).toBe(live.memberChanges + 2);
});

it('[RL6] deleted pictures leave their generation, and are told to whoever keeps pages of them', () => {
  const gone = [
    { generationId: 'g1', index: 0 },
    { generationId: 'elsewhere', index: 3 },
  ] as PictureRef[];
  const first = take(live, 'pictures:deleted', { pictures: gone });
  expect(first.generations.g1?.pictures.map(({ index }) => index)).toEqual([1, 2]);
  const second = take(first, 'pictures:deleted', { pictures: [{ generationId: 'g1', index: 2 }] });
  expect(second.generations.g1?.pictures.map(({ index }) => index)).toEqual([1]);
  expect(second.deleted).toEqual([...gone, { generationId: 'g1', index: 2 }]);
});
