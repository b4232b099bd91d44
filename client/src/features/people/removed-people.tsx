'use client';

import type { RoomId } from '@darkroom/protocol';
import { command } from '../../lib/connection.ts';
import { useMembers } from '../../lib/people.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { attempt } from './attempt.ts';

/** Those whom a host sent away; nothing where there are none. */
export function RemovedPeople({ roomId }: { roomId: RoomId }) {
  const { members } = useAllTexts();
  const removed = useMembers('people:removed');
  if (!removed?.length) return null;
  return (
    <section aria-label={members.removedPeople}>
      <h3 className="eyebrow mb-1">{members.removedPeople}</h3>
      <ul className="divide-y divide-line/60">
        {removed.map(({ userId, name }) => (
          <li key={userId} className="flex min-h-12 items-center gap-3 text-sm">
            <bdi className="min-w-0 flex-1 truncate text-muted">{name}</bdi>
            <Button
              kind="quiet"
              size="small"
              className="-mr-2.5"
              onClick={() => void attempt(command('person:readmit', { roomId, userId }))}
            >
              {members.readmit}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
