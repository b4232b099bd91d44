'use client';

import type { GalleryPage, Room } from '@darkroom/protocol';
import { useEffect, useState } from 'react';
import { FirstSheet } from '../../../features/gallery/first-sheet.tsx';
import { ClosedNotice, isClosed } from '../../../features/people/closed-notice.tsx';
import { NameGate } from '../../../features/room/name-gate.tsx';
import { RoomSkeleton } from '../../../features/room/room-skeleton.tsx';
import { ApiError, api } from '../../../lib/api.ts';
import { useFeed } from '../../../lib/connection.ts';
import { expectRoom } from '../../../lib/gallery/store.ts';
import { useSession } from '../../../lib/session.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Button, buttonStyles } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { RoomView } from './room-view.tsx';

/** Who I am and whether the room exists come first; then the room itself. */
export function RoomPage({ slug, first }: { slug: string; first: GalleryPage | null }) {
  const session = useSession();
  const { start } = useTexts();
  const [room, setRoom] = useState<Room | null>(null);
  const [isMissing, setMissing] = useState(false);
  const refused = useFeed((feed) => feed.refused);
  // Before the room is opened: its sheet begins with what the page came with.
  useEffect(() => expectRoom(slug, first), [slug, first]);

  useEffect(() => {
    api.room(slug).then(setRoom, (error: unknown) => {
      if (error instanceof ApiError && error.code === 'room_not_found') setMissing(true);
    });
  }, [slug]);

  useEffect(() => {
    if (refused?.code === 'unauthenticated') session.ask();
  }, [refused, session.ask]);

  if (isMissing || refused?.code === 'room_not_found') return <RoomMissing />;
  if (refused && isClosed(refused.code)) return <ClosedNotice code={refused.code} />;
  if (session.isUnreachable) return <Unreachable message={start.unreachable} onRetry={session.ask} />;
  if (session.user === undefined)
    return <RoomSkeleton sheet={first && first.items.length > 0 && <FirstSheet items={first.items} />} />;
  if (session.user === null) return <NameGate roomName={room?.name ?? null} session={session} />;
  if (refused && refused.code !== 'unauthenticated')
    return <Unreachable message={refused.message} onRetry={() => location.reload()} />;
  return <RoomView slug={slug} name={room?.name ?? ''} session={session} />;
}

function RoomMissing() {
  const { common, room } = useTexts();
  return (
    <Notice title={room.missing}>
      {/* A plain link: the first page is loaded fresh, without the room's scripts. */}
      <a href="/" className={buttonStyles({ kind: 'outline' })}>
        {common.toFirstPage}
      </a>
    </Notice>
  );
}

function Unreachable({ message, onRetry }: { message: string; onRetry: () => void }) {
  const { common, room } = useTexts();
  return (
    <Notice title={room.cannotOpen}>
      <p className="text-muted">{message}</p>
      <Button onClick={onRetry}>{common.tryAgain}</Button>
    </Notice>
  );
}
