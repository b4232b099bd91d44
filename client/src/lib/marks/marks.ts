/** What this browser knows of a picture's marks, put together from answers and facts in whatever order they come. Pure. */
import type { Marks, PictureMarks, Reacted, ReactionKind, SharedMarks } from '@darkroom/protocol';

/** `mineRevision`: as of which revision `mine` is known; what is shared may be known as of another. */
export type KnownMarks = Marks & { mineRevision: number };

export const UNMARKED: KnownMarks = {
  revision: 0,
  reactions: [],
  pinnedAt: null,
  mine: [],
  isFavourite: false,
  mineRevision: 0,
};

/** What is wished for here and not answered yet. */
export type Wishes = { reactions?: Partial<Record<ReactionKind, boolean>>; isFavourite?: boolean; isPinned?: boolean };

const sharedOf = ({ revision, reactions, pinnedAt }: SharedMarks): SharedMarks => ({ revision, reactions, pinnedAt });

/** What everybody sees: the higher revision stands [DC2]. */
const withShared = (known: KnownMarks, shared: SharedMarks): KnownMarks =>
  shared.revision >= known.revision ? { ...known, ...sharedOf(shared) } : known;

const withMine = (known: KnownMarks, mine: ReactionKind[], revision: number): KnownMarks =>
  revision >= known.mineRevision ? { ...known, mine, mineRevision: revision } : known;

/** An answer to this person: all of it at one revision. */
export const takeAnswer = (known: KnownMarks, marks: Marks): KnownMarks => ({
  ...withMine(withShared(known, marks), marks.mine, marks.revision),
  isFavourite: marks.isFavourite,
});

/** Somebody reacted; if it was me, in another tab perhaps, it says all of my reactions. */
export function takeReacted(known: KnownMarks, fact: Reacted, youId: string | undefined): KnownMarks {
  const next = withShared(known, fact);
  return fact.by === youId ? withMine(next, fact.kinds, fact.revision) : next;
}

export const takePinned = (known: KnownMarks, marks: PictureMarks): KnownMarks => withShared(known, marks);

/** As the page shows them: what was wished for counts as done until the answer says otherwise. */
export function shownMarks(known: KnownMarks, wishes: Wishes | undefined, you: { id: string; name: string }): Marks {
  if (!wishes) return known;
  const { reactions: wished = {}, isFavourite = known.isFavourite, isPinned } = wishes;
  const kinds = Object.entries(wished) as [ReactionKind, boolean][];
  const changed = kinds.filter(([kind, isOn]) => known.mine.includes(kind) !== isOn);
  return {
    ...known,
    isFavourite,
    pinnedAt: isPinned === undefined ? known.pinnedAt : isPinned ? (known.pinnedAt ?? new Date().toISOString()) : null,
    mine: [
      ...known.mine.filter((kind) => wished[kind] !== false),
      ...changed.flatMap(([kind, isOn]) => (isOn ? [kind] : [])),
    ],
    reactions: changed.reduce((reactions, [kind, isOn]) => withOne(reactions, kind, isOn, you), known.reactions),
  };
}

/** With this person among those who reacted so, or without. */
function withOne(
  reactions: Marks['reactions'],
  kind: ReactionKind,
  isOn: boolean,
  you: { id: string; name: string },
): Marks['reactions'] {
  const others = reactions.filter((reaction) => reaction.kind !== kind);
  const before = reactions.find((reaction) => reaction.kind === kind);
  const count = (before?.count ?? 0) + (isOn ? 1 : -1);
  if (count <= 0) return others;
  const people = (before?.people ?? []).filter(({ id }) => id !== you.id);
  return [
    ...others,
    { kind, count, people: (isOn ? [you, ...people] : people) as Marks['reactions'][number]['people'] },
  ];
}
