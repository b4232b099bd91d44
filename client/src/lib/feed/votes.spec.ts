import type { Generation, Person } from '@darkroom/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countVotes } from './votes.ts';

const people = (ids: string[]) => ids.map((userId) => ({ userId, name: userId, role: 'member' }) as Person);
const votesOf = (ids: string[]) => ({ stopVotes: ids }) as Pick<Generation, 'stopVotes'>;
const ids = fc.uniqueArray(fc.uuid(), { maxLength: 12 });

it('[DC5] votes of those who are here count, of all who are here', () => {
  fc.assert(
    fc.property(ids, ids, (here, absent) => {
      const voted = here.filter((_, n) => n % 2 === 0);
      const { votes, people: present, isEnough } = countVotes(votesOf([...voted, ...absent]), people(here), 'me');
      expect([votes, present]).toEqual([voted.length, here.length]);
      expect(isEnough).toBe(voted.length > here.length / 2);
    }),
  );
});

it('[DC5] mine is mine, also before presence says that I am here', () => {
  expect(countVotes(votesOf(['me']), [], 'me')).toEqual({ votes: 0, people: 0, isEnough: false, isMine: true });
});
