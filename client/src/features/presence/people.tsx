'use client';

import type { Person } from '@darkroom/protocol';
import { useShallow } from 'zustand/react/shallow';
import { thumbnailUrl } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { isWriting, lookedAt, useDoing } from '../../lib/doing.ts';
import { useMedia, WIDE } from '../../lib/use-media.ts';
import { type Texts, useTexts } from '../../texts/use-texts.ts';
import { Popover } from '../../ui/popover.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { Avatar } from './avatar.tsx';

const nameOf = (person: Person, youId: string | undefined, { you, host }: Texts['room']) =>
  [person.name, person.userId === youId && you, person.role === 'host' && host].filter(Boolean).join(' ');

/** What somebody does just now, in words and as the picture that they look at. */
function useDoes({ userId }: Person) {
  const writes = useDoing(({ others }) => isWriting(others, userId));
  const [generationId, index] = useDoing(
    useShallow(({ others }) => {
      const picture = lookedAt(others, userId);
      return [picture?.generationId, picture?.index ?? 0] as const;
    }),
  );
  const { writing } = useTexts();
  const does = [writes && writing.writes, generationId && writing.looksAt].filter(Boolean).join(', ');
  return { writes, does, thumbnail: generationId ? thumbnailUrl(generationId, index) : null };
}

type OneProps = { person: Person; youId: string | undefined };

function Face({ person, youId }: OneProps) {
  const { writes, does, thumbnail } = useDoes(person);
  const { room } = useTexts();
  const name = nameOf(person, youId, room);
  return (
    <Tooltip
      text={
        <span className="flex items-center gap-2.5">
          {thumbnail && <img src={thumbnail} alt="" className="size-10 rounded-picture object-cover" />}
          <span>
            <bdi className="block">{name}</bdi>
            {does && <span className="text-muted text-xs">{does}</span>}
          </span>
        </span>
      }
    >
      <Avatar
        userId={person.userId}
        name={person.name}
        label={does ? `${name}, ${does}` : name}
        isMe={person.userId === youId}
        isWriting={writes}
      />
    </Tooltip>
  );
}

function Row({ person, youId }: OneProps) {
  const { room } = useTexts();
  const { writes, does, thumbnail } = useDoes(person);
  return (
    <>
      <Avatar userId={person.userId} name={person.name} isMe={person.userId === youId} isWriting={writes} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{nameOf(person, youId, room)}</bdi>
        {does && <span className="block text-muted text-xs">{does}</span>}
      </span>
      {thumbnail && <img src={thumbnail} alt="" className="size-9 rounded-picture object-cover" />}
    </>
  );
}

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
            <Face person={person} youId={youId} />
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
              className="figures ml-1 h-11 min-w-11 rounded-full px-2 text-muted text-sm hover:text-text md:h-8 md:min-w-0"
            >
              +{rest}
            </button>
          }
        >
          <ul className="flex max-h-80 flex-col gap-2 overflow-y-auto">
            {people.map((person) => (
              <li key={person.userId} className="flex items-center gap-3 text-sm">
                <Row person={person} youId={youId} />
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </div>
  );
}
