'use client';

import type { Generation } from '@darkroom/protocol';
import { useShallow } from 'zustand/react/shallow';
import { commandGeneration, useFeed } from '../../lib/connection.ts';
import { countVotes } from '../../lib/feed/votes.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { HandIcon } from '../../ui/icons.tsx';
import { CommandButton, cornerOf, type OnCardProps } from './actions.tsx';

const useVotes = (generation: Generation) =>
  useFeed(useShallow(({ people, you }) => countVotes(generation, people, you?.id)));

/** For whoever cannot stop it alone: a word among others. Once it is enough because some left, one's own again [DC5]. */
export function StopVoteButton({ generation, isOverPicture }: OnCardProps) {
  const { isMine, isEnough } = useVotes(generation);
  const mayVote = useFeed(({ you }) => you !== null && you.role !== 'viewer');
  const { feed } = useTexts();
  if (!mayVote) return null;
  const label = !isMine ? feed.voteToStop : isEnough ? feed.stopNow : feed.takeVoteBack;
  const { roomId, id } = generation;
  const isOn = !isMine || isEnough;
  return (
    <CommandButton
      kind={isOverPicture ? (isMine ? 'overLit' : 'over') : isMine ? 'lit' : 'quiet'}
      size="icon"
      aria-label={label}
      aria-pressed={isMine}
      title={label}
      className={cornerOf(isOverPicture)}
      run={() => commandGeneration('generation:vote-stop', { roomId, generationId: id, isOn })}
    >
      <HandIcon />
    </CommandButton>
  );
}

/** "2 of 3 want to stop"; nothing while nobody does. */
export function StopVotes({ generation }: { generation: Generation }) {
  const { votes, people } = useVotes(generation);
  const { feed } = useTexts();
  return (
    <p role="status" className="figures truncate text-warn text-xs">
      {votes > 0 && feed.votes(votes, people)}
    </p>
  );
}
