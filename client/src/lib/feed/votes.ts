import type { Generation, Person } from '@darkroom/protocol';

export type StopVotes = { votes: number; people: number; isEnough: boolean; isMine: boolean };

/** How those who are here, and may decide, stand to stopping it: as the server counts when somebody votes [DC5]. Pure. */
export function countVotes(
  { stopVotes }: Pick<Generation, 'stopVotes'>,
  here: readonly Person[],
  youId: string | undefined,
): StopVotes {
  const people = here.filter(({ role }) => role !== 'viewer');
  const votes = people.filter(({ userId }) => stopVotes.includes(userId)).length;
  return {
    votes,
    people: people.length,
    isEnough: votes * 2 > people.length,
    isMine: stopVotes.some((userId) => userId === youId),
  };
}
