'use client';

import type { GalleryItem, MyRoom } from '@darkroom/protocol';
import { useEffect, useState } from 'react';
import { YourData } from '../features/mine/your-data.tsx';
import { Backdrop } from '../features/room/backdrop.tsx';
import { LanguageSelect } from '../features/room/language-select.tsx';
import { MyRooms } from '../features/room/my-rooms.tsx';
import type { PersonMenuProps } from '../features/room/person-menu.tsx';
import { Start } from '../features/room/start.tsx';
import { api } from '../lib/api.ts';
import { useSession } from '../lib/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import { whenDrawn } from '../ui/later.tsx';
import { Wordmark } from '../ui/wordmark.tsx';

/** Comes when there is somebody whom it is about: the page itself stays light. */
const PersonMenu = whenDrawn<PersonMenuProps>(() =>
  import('../features/room/person-menu.tsx').then((module) => module.PersonMenu),
);

/** One sentence, one button, the rooms I was in. Everything that comes late fades in beneath or behind: nothing moves. */
export function FirstPage() {
  const session = useSession();
  const { common } = useTexts();
  const [rooms, setRooms] = useState<MyRoom[]>([]);
  const [items, setItems] = useState<GalleryItem[]>([]);
  const userId = session.user?.id;

  useEffect(() => {
    if (!userId) {
      setRooms([]);
      setItems([]);
      return;
    }
    let isGone = false;
    const load = async () => {
      const mine = await api.rooms();
      if (isGone) return;
      setRooms(mine);
      const fullest = mine.filter((room) => room.pictureCount > 0).sort((a, b) => b.pictureCount - a.pictureCount)[0];
      if (!fullest) return;
      const page = await api.gallery(fullest.slug, null, 60);
      if (!isGone) setItems(page.items);
    };
    // The list and the backdrop are extras: without them the page still does its one thing.
    load().catch(() => {});
    return () => {
      isGone = true;
    };
  }, [userId]);

  return (
    <>
      <Backdrop items={items} />
      <main className="mx-auto flex min-h-dvh max-w-6xl flex-col px-6 py-6 md:px-10">
        <div className="flex min-h-11 items-center justify-between gap-4">
          <Wordmark />
          {session.user && (
            <PersonMenu
              session={session}
              user={session.user}
              yourData={(place) => session.user && <YourData session={session} user={session.user} {...place} />}
              isRoomy
            />
          )}
          {session.user === null && <LanguageSelect />}
        </div>
        <div className="flex flex-1 flex-col gap-10 pt-[24dvh] pb-16">
          <h1 className="max-w-2xl text-balance font-medium text-xl tracking-tight md:text-2xl">{common.sentence}</h1>
          <Start session={session} />
          <MyRooms rooms={rooms} />
        </div>
      </main>
    </>
  );
}
