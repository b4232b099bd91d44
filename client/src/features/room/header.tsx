'use client';

import type { ReactNode } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { copyInvite } from '../../lib/room-link.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { LinkIcon, LockIcon } from '../../ui/icons.tsx';
import { Wordmark } from '../../ui/wordmark.tsx';
import { RoomName } from './room-name.tsx';

/** `everybody` opens who is in the room and as what. */
type HeaderProps = { slug: string; fallbackName: string; people: ReactNode; everybody: ReactNode; me: ReactNode };

export function Header({ slug, fallbackName, people, everybody, me }: HeaderProps) {
  const { common, people: peopleWords, room: words } = useTexts();
  const room = useFeed((feed) => feed.room);
  const isHost = useFeed((feed) => feed.you?.role === 'host');
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-ground/95">
      <div className="flex h-14 items-center gap-1 px-2 md:gap-2 md:px-6">
        <a
          href="/"
          aria-label={common.darkroomToFirstPage}
          className="flex h-11 min-w-11 shrink-0 items-center rounded-control px-2"
        >
          <Wordmark compact />
        </a>
        <span aria-hidden className="hidden text-line md:inline">
          /
        </span>
        <RoomName roomId={room?.id ?? null} name={room?.name ?? fallbackName} isHost={isHost} />
        {room?.isLocked && (
          <span role="img" aria-label={peopleWords.locked} title={peopleWords.locked} className="shrink-0 text-muted">
            <LockIcon width={16} height={16} />
          </span>
        )}
        <div className="ml-auto flex shrink-0 items-center gap-1 md:gap-4">
          <div className="flex items-center md:gap-1">
            {/* On the smallest page, or at four times the size, the button beside leads to everybody. */}
            <div className="max-[22rem]:hidden">{people}</div>
            {everybody}
          </div>
          <Button
            size={null}
            className="h-9 whitespace-nowrap px-4 text-sm max-md:hidden"
            aria-label={words.invite}
            onClick={() => copyInvite(slug)}
          >
            <LinkIcon />
            {words.invite}
          </Button>
          {me}
        </div>
      </div>
    </header>
  );
}
