'use client';

import { useEffect } from 'react';
import { ApiError } from '../../lib/api.ts';
import { commandGeneration, onEvent, useFeed } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { texts } from '../../texts/use-texts.ts';
import { toast } from '../../ui/toast.tsx';

const STAY_MS = 12_000;
const MOST_LETTERS = 60;

/** Tells the author that the room stopped their picture, and lets them try again. */
export function Stopped() {
  const { deciding } = useAllTexts();
  useEffect(
    () =>
      onEvent('generation:cancelled', ({ generation }) => {
        const { id, roomId, author, error, prompt } = generation;
        if (error?.code !== 'stopped_by_room' || author.id !== useFeed.getState().you?.id) return;
        const again = () =>
          commandGeneration('generation:retry', { roomId, generationId: id }).catch((failure: unknown) =>
            toast(failure instanceof ApiError ? failure.message : texts().common.didNotWork),
          );
        const short = prompt.length > MOST_LETTERS ? `${prompt.slice(0, MOST_LETTERS).trimEnd()}…` : prompt;
        // A fact may be told twice: one notice a generation.
        toast(deciding.stoppedByRoom(short), {
          id: `stopped-${id}`,
          duration: STAY_MS,
          action: { label: deciding.developAgain, onClick: () => void again() },
        });
      }),
    [deciding],
  );
  return null;
}
