/**
 * What this browser knows of one room: a snapshot, then facts by `seq` [RC1, RC2]. Pure; the connection feeds it and rejoins
 * whenever `status` says that it must.
 */
import type {
  Fact,
  FactPayload,
  Generation,
  Member,
  ModelStatus,
  Person,
  PictureRef,
  Progress,
  Room,
  SignalPayload,
  Snapshot,
  WireError,
} from '@darkroom/protocol';
import { personHue } from '../format.ts';

/** `offline`: no connection. `joining`: connected, snapshot asked for. `gapped`: a fact was missed, join again. */
export type FeedStatus = 'offline' | 'joining' | 'live' | 'gapped';

export type ProgressView = Pick<Progress, 'attempt' | 'index' | 'step' | 'steps'> & { preview: Blob | null };
/** `readyAtMs`: between when it will most likely be ready. Null: not known yet. */
export type PlaceView = { place: number; readyAtMs: { from: number; to: number } | null };
export type NumberedFact = { [F in Fact]: { name: F; payload: FactPayload<F> } }[Fact];

export type FeedState = {
  status: FeedStatus;
  seq: number;
  /** Null until the first snapshot. */
  room: Room | null;
  you: Snapshot['you'] | null;
  people: Person[];
  /** Of those who are here, by id: nobody's changes while they stay. */
  hues: Record<string, number>;
  /** By id. Ended ones stay, so that an answer that comes late cannot bring them back [RC3]. */
  generations: Record<string, Generation>;
  places: Record<string, PlaceView>;
  /** Of the last places that came as a signal; -1: none since this browser last asked to join. */
  tick: number;
  progress: Record<string, ProgressView>;
  models: ModelStatus[];
  /** Grows with each change of who is a member, and as what. */
  memberChanges: number;
  /** Pictures that were taken away since this browser opened the room, in that order. */
  deleted: readonly PictureRef[];
  /** Facts that arrived while joining. */
  early: NumberedFact[];
  /** Grows with each snapshot: whoever keeps pages of their own then looks for what was missed. */
  snapshots: number;
  refused: WireError | null;
};

export type FeedAction =
  | { type: 'disconnected' }
  | { type: 'joining' }
  | { type: 'refused'; error: WireError }
  | { type: 'snapshot'; snapshot: Snapshot; nowMs: number }
  | { type: 'fact'; fact: NumberedFact }
  | { type: 'answered'; generation: Generation }
  | { type: 'progressed'; progress: Progress }
  | { type: 'moved'; moved: SignalPayload<'queue:moved'>; nowMs: number }
  | { type: 'models'; models: ModelStatus[] };

export const emptyFeed: FeedState = {
  status: 'offline',
  seq: -1,
  room: null,
  you: null,
  people: [],
  hues: {},
  generations: {},
  places: {},
  tick: -1,
  progress: {},
  models: [],
  memberChanges: 0,
  deleted: [],
  early: [],
  snapshots: 0,
  refused: null,
};

const MOST_ENDED = 300;

export const isLive = (generation: Generation) =>
  generation.status === 'queued' || generation.status === 'developing' || generation.status === 'failed';

export const reduceFeed = (state: FeedState, action: FeedAction): FeedState => onlyWaiting(reduce(state, action));

function reduce(state: FeedState, action: FeedAction): FeedState {
  switch (action.type) {
    case 'disconnected':
      return { ...state, status: 'offline', early: [] };
    case 'joining':
      return { ...state, status: 'joining', tick: -1 };
    case 'refused':
      return { ...state, status: 'offline', refused: action.error };
    case 'snapshot':
      return applySnapshot(state, action.snapshot, action.nowMs);
    case 'fact':
      return takeFact(state, action.fact);
    case 'answered':
      return upsert(state, action.generation);
    case 'progressed':
      return applyProgress(state, action.progress);
    case 'moved':
      return applyPlaces(state, action.moved, action.nowMs);
    case 'models':
      return { ...state, models: action.models };
  }
}

function applySnapshot(state: FeedState, snapshot: Snapshot, nowMs: number): FeedState {
  // Two joins can be under way at once: what came after the later snapshot is already applied.
  if (state.status === 'live' && snapshot.seq < state.seq) return state;
  const ended = Object.values(state.generations).filter((generation) => !isLive(generation));
  const base: FeedState = {
    ...state,
    status: 'live',
    seq: snapshot.seq,
    room: snapshot.room,
    you: snapshot.you,
    ...withHues(state, snapshot.people),
    generations: byId(ended),
    // Those that came while joining may be newer than the snapshot's; if they are not, newer ones are on their way.
    places: state.tick === -1 ? placesById(snapshot.places, nowMs) : state.places,
    progress: {},
    models: snapshot.models,
    early: [],
    snapshots: state.snapshots + 1,
    refused: null,
  };
  // An answer to a command of ours may be newer than the snapshot: the higher revision stands.
  const joined = snapshot.generations
    .map((generation) => newer(state.generations[generation.id], generation))
    .reduce(upsert, base);
  const withProgress = snapshot.progress.reduce(
    applyProgress,
    keepPreviews(joined, state.progress, new Set(snapshot.progress.map((progress) => progress.generationId))),
  );
  const early = state.early.toSorted((a, b) => a.payload.seq - b.payload.seq);
  return early.reduce(takeFact, withProgress);
}

/** A preview that is already on the page stays until a newer one comes: a rejoin must not blank it. */
function keepPreviews(state: FeedState, shown: FeedState['progress'], developing: Set<string>): FeedState {
  const kept = Object.entries(shown).filter(
    ([id]) => developing.has(id) || state.generations[id]?.status === 'developing',
  );
  return {
    ...state,
    progress: Object.fromEntries(kept.filter(([id, view]) => view.attempt === state.generations[id]?.attempts)),
  };
}

function takeFact(state: FeedState, fact: NumberedFact): FeedState {
  if (state.status !== 'live') return { ...state, early: [...state.early, fact] };
  if (fact.payload.seq <= state.seq) return state;
  if (fact.payload.seq > state.seq + 1) return { ...state, status: 'gapped', early: [...state.early, fact] };
  return applyFact({ ...state, seq: fact.payload.seq }, fact);
}

function applyFact(state: FeedState, { name, payload }: NumberedFact): FeedState {
  switch (name) {
    case 'presence:changed':
      return { ...state, ...withHues(state, payload.people) };
    case 'room:changed':
      return { ...state, room: payload.room };
    case 'member:changed':
      return withMember(state, payload.member);
    case 'pictures:deleted':
      return withoutPictures(state, payload.pictures);
    // The pictures' own store takes these; here they only count.
    case 'picture:reacted':
    case 'picture:pinned':
      return state;
    case 'generation:dismissed':
      return without(state, payload.generationId);
    default:
      return upsert(state, payload.generation);
  }
}

function withMember(state: FeedState, { userId, role }: Member): FeedState {
  const { you, people } = state;
  return {
    ...state,
    memberChanges: state.memberChanges + 1,
    you: you?.id === userId ? { ...you, role } : you,
    people: people.map((person) => (person.userId === userId ? { ...person, role } : person)),
  };
}

function withoutPictures(state: FeedState, deleted: PictureRef[]): FeedState {
  const generations = { ...state.generations };
  for (const [id, gone] of Map.groupBy(deleted, ({ generationId }) => generationId)) {
    const known = generations[id];
    if (!known) continue;
    const pictures = known.pictures.filter(({ index }) => !gone.some((picture) => picture.index === index));
    generations[id] = { ...known, pictures };
  }
  return { ...state, generations, deleted: [...state.deleted, ...deleted] };
}

/** Those who were here keep theirs; who comes gets one that nobody has. */
function withHues({ hues: before }: FeedState, people: Person[]): Pick<FeedState, 'people' | 'hues'> {
  const hues: FeedState['hues'] = {};
  for (const { userId } of people) if (before[userId] !== undefined) hues[userId] = before[userId];
  for (const { userId } of people) hues[userId] ??= personHue(userId, Object.values(hues));
  return { people, hues };
}

function upsert(state: FeedState, generation: Generation): FeedState {
  const known = state.generations[generation.id];
  if (known && known.revision >= generation.revision) return state;
  const next = { ...state, generations: bounded({ ...state.generations, [generation.id]: generation }) };
  return generation.status === 'developing' ? next : withoutProgress(next, generation.id);
}

/** A tab may stay open for weeks: of those that ended only the last few hundred can still get a late answer. */
function bounded(generations: FeedState['generations']): FeedState['generations'] {
  if (Object.keys(generations).length <= 2 * MOST_ENDED) return generations;
  const ended = Object.values(generations).filter((generation) => !isLive(generation));
  const gone = new Set<string>(ended.slice(0, -MOST_ENDED).map((generation) => generation.id));
  return Object.fromEntries(Object.entries(generations).filter(([id]) => !gone.has(id)));
}

function applyProgress(state: FeedState, progress: Progress): FeedState {
  const id = progress.generationId;
  const generation = state.generations[id];
  if (generation?.status !== 'developing' || generation.attempts !== progress.attempt) return state;
  const shown = state.progress[id];
  const isSameAttempt = shown?.attempt === progress.attempt;
  if (isSameAttempt && !isAhead(progress, shown)) return state;
  const keepsPreview = isSameAttempt && shown.index === progress.index;
  const preview = previewBlob(progress) ?? (keepsPreview ? shown.preview : null);
  const { attempt, index, step, steps } = progress;
  return { ...state, progress: { ...state.progress, [id]: { attempt, index, step, steps, preview } } };
}

const isAhead = (a: ProgressView | Progress, b: ProgressView) =>
  a.index > b.index || (a.index === b.index && a.step > b.step);

/** Bytes arrive as an ArrayBuffer in a browser and as a Uint8Array elsewhere; a Blob takes both. */
const previewBlob = ({ preview, previewType }: Progress) =>
  preview ? new Blob([preview as BlobPart], { type: previewType ?? 'image/webp' }) : null;

function applyPlaces(state: FeedState, { tick, places }: SignalPayload<'queue:moved'>, nowMs: number): FeedState {
  if (tick < state.tick) return state;
  return { ...state, tick, places: placesById(places, nowMs) };
}

/**
 * Only one that waits has a place: the signal that would take it away may be lost, facts are not. While joining, the facts that
 * places belong to are still early.
 */
function onlyWaiting(state: FeedState): FeedState {
  if (state.status !== 'live') return state;
  const places = Object.entries(state.places);
  const waiting = places.filter(([id]) => state.generations[id]?.status === 'queued');
  return waiting.length === places.length ? state : { ...state, places: Object.fromEntries(waiting) };
}

const placesById = (places: Snapshot['places'], nowMs: number): FeedState['places'] =>
  Object.fromEntries(
    places.map(({ generationId, place, readyInMs }) => [
      generationId,
      { place, readyAtMs: readyInMs && { from: nowMs + readyInMs.from, to: nowMs + readyInMs.to } },
    ]),
  );

const byId = (generations: Generation[]) =>
  Object.fromEntries(generations.map((generation) => [generation.id, generation]));

const newer = (ours: Generation | undefined, theirs: Generation) =>
  ours && ours.revision > theirs.revision ? ours : theirs;

function without(state: FeedState, id: string): FeedState {
  const { [id]: _gone, ...generations } = state.generations;
  return withoutProgress({ ...state, generations }, id);
}

function withoutProgress(state: FeedState, id: string): FeedState {
  if (!(id in state.progress)) return state;
  const { [id]: _gone, ...progress } = state.progress;
  return { ...state, progress };
}
