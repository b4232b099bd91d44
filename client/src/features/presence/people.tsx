'use client';

import type { Person } from '@darkroom/protocol';
import { useShallow } from 'zustand/react/shallow';
import { useFeed } from '../../lib/connection.ts';
import { useMedia, WIDE } from '../../lib/use-media.ts';
import { type Texts, useTexts } from '../../texts/use-texts.ts';
import { Popover } from '../../ui/popover.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { Avatar } from './avatar.tsx';

const nameOf = (person: Person, youId: string | undefined, { you, host }: Texts['room']) =>
  [person.name, person.userId === youId && you, person.role === 'host' && host].filter(Boolean).join(' ');

/** Who is here now, as initials; the rest behind "+n". */
export function People() {
  const { room } = useTexts();
  const [people, youId] = useFeed(useShallow((feed) => [feed.people, feed.you?.id] as const));
  const most = useMedia(WIDE) ? 6 : 2;
  // One too many would cost as much room as "+1".
  const shown = people.length <= most + 1 ? people : people.slice(0, most);
  const rest = people.length - shown.length;
  return (
    <div className="flex items-center">
      <ul aria-label={room.peopleHere} className="flex items-center">
        {shown.map((person) => (
          <li key={person.userId} className="-ml-1.5 animate-appear first:ml-0">
            <Tooltip text={<bdi>{nameOf(person, youId, room)}</bdi>}>
              <Avatar
                userId={person.userId}
                name={person.name}
                label={nameOf(person, youId, room)}
                isMe={person.userId === youId}
              />
            </Tooltip>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Popover
          label={room.everybodyHere}
          trigger={
            <button
              type="button"
              aria-label={room.morePeople(rest)}
              className="figures ml-1 h-11 rounded-full px-2 text-muted text-sm hover:text-text md:h-8"
            >
              +{rest}
            </button>
          }
        >
          <ul className="flex max-h-80 flex-col gap-2 overflow-y-auto">
            {people.map((person) => (
              <li key={person.userId} className="flex items-center gap-3 text-sm">
                <Avatar userId={person.userId} name={person.name} isMe={person.userId === youId} />
                <bdi className="truncate">{nameOf(person, youId, room)}</bdi>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </div>
  );
}
