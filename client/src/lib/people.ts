/** Who is a member of the open room, and the panel that shows it. */
import type { Member } from '@darkroom/protocol';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { command, useFeed } from './connection.ts';

/** Opened from several places: the header, and whatever would copy a link that lets nobody in. */
export const usePeoplePanel = create<{ isOpen: boolean }>()(() => ({ isOpen: false }));
export const showPeople = (isOpen: boolean) => usePeoplePanel.setState({ isOpen });

/** Read anew whenever somebody comes, goes, or is something else. Null: not known yet. */
export function useMembers(which: 'people:list' | 'people:removed', isWanted = true): Member[] | null {
  const [members, setMembers] = useState<Member[] | null>(null);
  const roomId = useFeed((feed) => feed.room?.id);
  const isLive = useFeed((feed) => feed.status === 'live');
  const people = useFeed((feed) => feed.people);
  const changes = useFeed((feed) => feed.memberChanges);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read again because they changed
  useEffect(() => {
    if (!roomId || !isLive || !isWanted) return;
    let isOld = false;
    command(which, { roomId }).then(
      (answer) => isOld || setMembers(answer.members),
      // What was known stays; the next change, or coming back, asks again.
      () => {},
    );
    return () => {
      isOld = true;
    };
  }, [which, roomId, isLive, isWanted, people, changes]);
  return members;
}
