import type { Marks, Reacted, ReactionKind } from '@darkroom/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownMarks, shownMarks, takeAnswer, takeReacted, UNMARKED } from './marks.ts';

const KINDS: ReactionKind[] = ['heart', 'laugh', 'wow', 'fire', 'thumbs_up'];
const PEOPLE = ['ada', 'ben', 'cleo'];
const ME = 'ada';

type Change = { by: string; kind: ReactionKind; isOn: boolean };
const changes = fc.array(
  fc.record({ by: fc.constantFrom(...PEOPLE), kind: fc.constantFrom(...KINDS), isOn: fc.boolean() }),
  { minLength: 1, maxLength: 20 },
);

type Told = { fact: Reacted; answer: Marks };

/** What the server says after each change, and what it would answer to me then. */
function told(all: Change[]): Told[] {
  const on = new Map<string, Set<string>>(KINDS.map((kind) => [kind, new Set()]));
  const kindsOf = (who: string) => KINDS.filter((kind) => on.get(kind)?.has(who));
  return all.map(({ by, kind, isOn }, n) => {
    on.get(kind)?.[isOn ? 'add' : 'delete'](by);
    const reactions = KINDS.flatMap((each) => {
      const ids = [...(on.get(each) ?? [])].sort();
      return ids.length > 0 ? [{ kind: each, count: ids.length, people: ids.map((id) => ({ id, name: id })) }] : [];
    });
    const shared = { revision: n + 1, reactions, pinnedAt: null };
    return {
      fact: { generationId: 'g', index: 0, ...shared, by, kinds: kindsOf(by) } as unknown as Reacted,
      answer: { ...shared, mine: kindsOf(ME), isFavourite: false } as Marks,
    };
  });
}

const shown = ({ reactions, mine }: Marks) => ({ reactions, mine: KINDS.filter((kind) => mine.includes(kind)) });

describe('marks of a picture', () => {
  it('[DC2] are the same whatever order facts and answers come in, and however often', () => {
    fc.assert(
      fc.property(changes, fc.infiniteStream(fc.nat()), (all, numbers) => {
        const events = told(all).flatMap(({ fact, answer }) => [
          (known: KnownMarks) => takeReacted(known, fact, ME),
          (known: KnownMarks) => takeReacted(known, fact, ME),
          // Of the answers only some came.
          ...((numbers.next().value ?? 0) % 3 === 0 ? [(known: KnownMarks) => takeAnswer(known, answer)] : []),
        ]);
        const shuffled = events
          .map((event) => ({ event, at: numbers.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        const end = shuffled.reduce((known, event) => event(known), UNMARKED);
        const last = told(all).at(-1)?.answer as Marks;
        expect(shown(end)).toEqual(shown(last));
      }),
    );
  });

  it('[DC3] somebody else’s reaction says nothing about my favourite or my reactions', () => {
    const mine = takeAnswer(UNMARKED, { revision: 4, reactions: [], pinnedAt: null, mine: ['wow'], isFavourite: true });
    const [{ fact }] = told([{ by: 'ben', kind: 'heart', isOn: true }]) as Told[] as [Told];
    expect(takeReacted(mine, { ...fact, revision: 5 }, ME)).toMatchObject({ mine: ['wow'], isFavourite: true });
    expect(takeReacted(mine, { ...fact, revision: 3 }, ME)).toEqual(mine);
  });

  it('[DC1] a wish counts once, whether the answer is there or not', () => {
    const you = { id: ME, name: 'Ada' };
    const wishes = { reactions: { heart: true } };
    const before = shownMarks(UNMARKED, wishes, you);
    expect(before).toMatchObject({ mine: ['heart'], reactions: [{ kind: 'heart', count: 1, people: [you] }] });
    const [{ answer }] = told([{ by: ME, kind: 'heart', isOn: true }]) as [Told];
    const after = shownMarks(takeAnswer(UNMARKED, answer), wishes, you);
    expect(after.reactions).toEqual(answer.reactions);
    const undone = shownMarks(takeAnswer(UNMARKED, answer), { reactions: { heart: false }, isPinned: true }, you);
    expect(undone).toMatchObject({ mine: [], reactions: [] });
    expect(undone.pinnedAt).not.toBeNull();
  });
});
