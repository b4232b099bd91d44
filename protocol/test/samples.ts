/** One valid value of everything that a server tells a browser. */
const ID = '019ac000-0000-7000-8000-000000000001';
const AT = '2026-01-02T03:04:05.678Z';
const at = { roomId: ID, seq: 1_764_000_000_001 };

const room = { id: ID, slug: 'A'.repeat(22), name: 'Darkroom', createdAt: AT, isLocked: false };
const person = { userId: ID, name: 'Ada', role: 'host' };
const picture = {
  index: 0,
  width: 128,
  height: 64,
  bytes: 12_345,
  sha256: 'a'.repeat(64),
  seed: 42,
  placeholder: 'AQID',
};
const member = { ...person, joinedAt: AT, isRemoved: false };
const invite = { id: ID, role: 'viewer', createdAt: AT, expiresAt: AT };
const generation = {
  id: ID,
  roomId: ID,
  author: { id: ID, name: 'Ada' },
  prompt: 'a red apple',
  negativePrompt: '',
  model: 'builtin',
  steps: 20,
  guidanceScale: 4.5,
  width: 128,
  height: 64,
  seed: 42,
  count: 1,
  parent: { generationId: ID, index: 0 },
  source: { kind: 'picture', generationId: ID, index: 1 },
  strength: 0.6,
  status: 'failed',
  revision: 3,
  attempts: 1,
  error: { code: 'model_failed', message: 'It failed.', retryable: true },
  createdAt: AT,
  startedAt: AT,
  finishedAt: null,
  pictures: [picture],
  stopVotes: [ID],
};
const place = { generationId: ID, place: 1, readyInMs: { middle: 2_500, from: 2_000, to: 4_000 } };
const progress = {
  roomId: ID,
  generationId: ID,
  attempt: 1,
  index: 0,
  step: 1,
  steps: 20,
  preview: new Uint8Array([1, 2, 3]),
  previewType: 'image/webp',
  sentAtMs: 1_764_000_000_000.5,
};
const size = { width: 128, height: 128 };
const model = {
  name: 'builtin',
  title: 'Built-in',
  version: '1.0',
  licence: 'Apache-2.0',
  builtin: true,
  note: 'Small.',
  defaults: { ...size, steps: 20, guidanceScale: 4 },
  limits: {
    steps: { min: 1, max: 100 },
    guidanceScale: { min: 0, max: 20 },
    size: { min: 64, max: 192, multipleOf: 16 },
  },
  sizes: [size],
  words: ['apple'],
  ready: true,
};
const snapshot = {
  seq: at.seq,
  room,
  you: { id: ID, name: 'Ada', role: 'host' },
  people: [person],
  generations: [generation],
  places: [place],
  progress: [progress],
  models: [model],
};
const oneGeneration = { ...at, generation };
const { pictures: _pictures, error: _error, stopVotes: _stopVotes, ...made } = generation;
const ref = { generationId: ID, index: 0 };
const sharedMarks = {
  revision: 2,
  reactions: [{ kind: 'heart', count: 1, people: [{ id: ID, name: 'Ada' }] }],
  pinnedAt: AT,
};
const marks = { ...sharedMarks, mine: ['heart'], isFavourite: true };

/** By the name of the fact or the signal, or of the command that it answers. */
export const SAMPLES: Record<string, unknown> = {
  'the ack of room:join': snapshot,
  'the ack of room:leave': {},
  'the ack of room:rename': room,
  'the ack of room:lock': room,
  'the ack of room:delete': {},
  'the ack of people:list': { members: [member] },
  'the ack of people:removed': { members: [member] },
  'the ack of person:set-role': member,
  'the ack of person:remove': member,
  'the ack of person:readmit': member,
  'the ack of invite:create': { ...invite, token: 'A'.repeat(43) },
  'the ack of invite:list': { invites: [invite] },
  'the ack of invite:revoke': {},
  'the ack of pictures:delete': {},
  'the ack of generation:request': generation,
  'the ack of generation:cancel': generation,
  'the ack of generation:retry': generation,
  'the ack of generation:dismiss': {},
  'the ack of generation:vote-stop': generation,
  'the ack of picture:find': { items: [{ generation: made, picture, marks }] },
  'the ack of picture:react': marks,
  'the ack of picture:favour': { isFavourite: true },
  'the ack of picture:pin': { pictures: [{ ...ref, ...sharedMarks }] },
  'the ack of picture:show': {},
  'the ack of draft:open': { epoch: 1, revision: 2, update: new Uint8Array([0, 0]), stateVector: new Uint8Array([0]) },
  'the ack of draft:edit': { revision: 3 },
  'the ack of presence:show': {},
  'presence:changed': { ...at, people: [person] },
  'room:changed': { ...at, room },
  'member:changed': { ...at, member },
  'generation:queued': oneGeneration,
  'generation:started': oneGeneration,
  'generation:pictured': oneGeneration,
  'generation:finished': oneGeneration,
  'generation:failed': oneGeneration,
  'generation:cancelled': oneGeneration,
  'generation:dismissed': { ...at, generationId: ID },
  'pictures:deleted': { ...at, pictures: [{ generationId: ID, index: 0 }] },
  'generation:voted': oneGeneration,
  'picture:reacted': { ...at, ...ref, ...sharedMarks, by: ID, kinds: ['heart'] },
  'picture:pinned': { ...at, pictures: [{ ...ref, ...sharedMarks }] },
  'picture:shown': { roomId: ID, by: { id: ID, name: 'Ada' }, ...ref, prompt: 'a red apple' },
  'picture:favoured': { roomId: ID, ...ref, isFavourite: true },
  'generation:progressed': progress,
  'room:closed': { roomId: ID, error: { code: 'removed', message: 'Removed by the host', retryable: false } },
  'queue:moved': { roomId: ID, tick: 7, places: [place] },
  'draft:edited': { roomId: ID, epoch: 1, revision: 3, update: new Uint8Array([0, 0]) },
  'presence:shown': {
    roomId: ID,
    userId: ID,
    tab: 7,
    writes: true,
    caret: { epoch: 1, anchor: new Uint8Array([1]), head: new Uint8Array([2]) },
    looksAt: { generationId: ID, index: 0 },
  },
  'models:changed': { models: [model] },
  'feed:resync': {},
};
