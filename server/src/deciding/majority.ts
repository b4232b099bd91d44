import type { Person } from '@darkroom/protocol';

/** Viewers see everything and decide nothing. */
const decides = ({ role }: Person) => role !== 'viewer';

/** Whether more than half of those who are here, and may decide, voted. Whoever left does not count, on either side [DC5]. */
export function isMajority(votes: readonly string[], people: readonly Person[]): boolean {
  const here = people.filter(decides);
  return here.filter(({ userId }) => votes.includes(userId)).length * 2 > here.length;
}
