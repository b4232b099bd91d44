'use client';

import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { useFeed } from '../../lib/connection.ts';
import { copyText } from '../../lib/copy.ts';
import { texts, useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { LinkIcon } from '../../ui/icons.tsx';
import { Wordmark } from '../../ui/wordmark.tsx';
import { RoomName } from './room-name.tsx';

export async function copyInvite(slug: string): Promise<void> {
  const link = `${location.origin}/r/${slug}`;
  const isCopied = await copyText(link);
  const { room } = texts();
  if (isCopied) toast(room.linkCopied);
  else toast(room.copyThisLink, { description: link, duration: 20_000 });
}

type HeaderProps = { slug: string; fallbackName: string; people: ReactNode; me: ReactNode };

export function Header({ slug, fallbackName, people, me }: HeaderProps) {
  const { common, room: words } = useTexts();
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
        <div className="ml-auto flex shrink-0 items-center gap-2 md:gap-4">
          {people}
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
