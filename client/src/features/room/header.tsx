'use client';

import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { useFeed } from '../../lib/connection.ts';
import { copyText } from '../../lib/copy.ts';
import { showPeople } from '../../lib/people.ts';
import { texts, useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { LinkIcon, LockIcon } from '../../ui/icons.tsx';
import { Wordmark } from '../../ui/wordmark.tsx';
import { RoomName } from './room-name.tsx';

/** The room's link; where the room is locked that lets nobody in, and a host is shown how to invite. */
export async function copyInvite(slug: string): Promise<void> {
  const { people, room: words } = texts();
  const { room, you } = useFeed.getState();
  if (room?.isLocked) {
    if (you?.role === 'host') showPeople(true);
    else toast(people.lockedInvite);
    return;
  }
  const link = `${location.origin}/r/${slug}`;
  const isCopied = await copyText(link);
  if (isCopied) toast(words.linkCopied);
  else toast(words.copyThisLink, { description: link, duration: 20_000 });
}

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
            {people}
            {everybody}
          </div>
          <Button
            size="normal"
            className="px-3 md:h-9 md:px-4"
            aria-label={words.invite}
            onClick={() => copyInvite(slug)}
          >
            <LinkIcon />
            <span className="max-md:hidden">{words.invite}</span>
          </Button>
          {me}
        </div>
      </div>
    </header>
  );
}
