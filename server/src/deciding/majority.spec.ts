import type { Person } from '@darkroom/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMajority } from './majority.ts';

const person = (userId: string, role: Person['role'] = 'member') => ({ userId, name: userId, role }) as Person;
const ids = fc.uniqueArray(fc.uuid(), { maxLength: 30 });

describe('[DC5] a majority', () => {
  it('is more than half of those present, each counted once', () => {
    fc.assert(
      fc.property(ids, fc.nat(), (present, n) => {
        const votes = present.slice(0, present.length === 0 ? 0 : n % (present.length + 1));
        const people = present.map((id) => person(id));
        expect(isMajority([...votes, ...votes], people)).toBe(votes.length > present.length / 2);
      }),
    );
  });

  it('asks nobody who is not here', () => {
    fc.assert(
      fc.property(ids, ids, fc.uniqueArray(fc.uuid()), (present, votes, absent) => {
        const people = present.map((id) => person(id));
        expect(isMajority([...votes, ...absent], people)).toBe(isMajority(votes, people));
      }),
    );
  });

  it('is not lost by one more vote, nor won by one more who did not vote', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.uuid(), (present, n, late) => {
        fc.pre(!present.includes(late));
        const people = present.map((id) => person(id));
        const votes = present.slice(0, n % (present.length + 1));
        if (isMajority(votes, people)) expect(isMajority(present, people)).toBe(true);
        else expect(isMajority(votes, [...people, person(late)])).toBe(false);
      }),
    );
  });

  it('counts viewers on neither side', () => {
    fc.assert(
      fc.property(ids, ids, fc.nat(), (present, viewers, n) => {
        const votes = present.slice(0, n % (present.length + 1));
        const people = present.map((id) => person(id));
        const looking = viewers.map((id) => person(id, 'viewer'));
        expect(isMajority([...votes, ...viewers], [...people, ...looking])).toBe(isMajority(votes, people));
      }),
    );
  });

  it('needs two of two, two of three and three of four; of nobody there is none', () => {
    const people = ['a', 'b', 'c', 'd'].map((id) => person(id));
    const least = (count: number) =>
      [0, 1, 2, 3, 4].find((votes) => isMajority(['a', 'b', 'c', 'd'].slice(0, votes), people.slice(0, count)));
    expect([1, 2, 3, 4].map(least)).toEqual([1, 2, 2, 3]);
    expect(isMajority(['a'], [])).toBe(false);
  });
});
