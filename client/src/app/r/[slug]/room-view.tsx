'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { Suspense, useEffect } from 'react';
import type { LineageRowProps } from '../../../features/building/lineage-row.tsx';
import { Compare } from '../../../features/deciding/compare/compare.tsx';
import { Tray } from '../../../features/feed/tray.tsx';
import type { GalleryProps } from '../../../features/gallery/gallery.tsx';
import { YourData } from '../../../features/mine/your-data.tsx';
import { LookingOn } from '../../../features/people/looking-on.tsx';
import { PeopleButton } from '../../../features/people/people-button.tsx';
import { useRoleNews } from '../../../features/people/use-role-news.ts';
import { Looking } from '../../../features/presence/looking.tsx';
import { Dock } from '../../../features/prompt/dock.tsx';
import { Announcer } from '../../../features/room/announcer.tsx';
import { ConnectionSign } from '../../../features/room/connection-sign.tsx';
import { Header } from '../../../features/room/header.tsx';
import type { PersonMenuProps } from '../../../features/room/person-menu.tsx';
import { RoomTitle } from '../../../features/room/room-title.tsx';
import { Shortcuts } from '../../../features/room/shortcuts.tsx';
import { useFeed } from '../../../lib/connection.ts';
import { PictureSlotsProvider } from '../../../lib/picture-slots.tsx';
import { enterRoom } from '../../../lib/room.ts';
import { copyInvite } from '../../../lib/room-link.ts';
import type { Session } from '../../../lib/session.ts';
import { texts } from '../../../texts/use-texts.ts';
import { later } from '../../../ui/later.tsx';
import { SheetSkeleton } from '../../../ui/skeleton.tsx';
import { Toaster, toast } from '../../../ui/toast.tsx';

const Gallery = later<GalleryProps>(
  () => import('../../../features/gallery/gallery.tsx').then((module) => module.Gallery),
  <div className="px-4 pt-7 md:px-8">
    <SheetSkeleton />
  </div>,
);
const People = later(() => import('../../../features/presence/people.tsx').then((module) => module.People));
const CellMarks = later<{ item: GalleryItem }>(() =>
  import('../../../features/deciding/cell-marks.tsx').then((module) => module.CellMarks),
);
const PictureDecisions = later<{ item: GalleryItem }>(() =>
  import('../../../features/deciding/picture-decisions.tsx').then((module) => module.PictureDecisions),
);
const Offers = later(() => import('../../../features/deciding/offers.tsx').then((module) => module.Offers));
const OfferList = later(() => import('../../../features/deciding/offers.tsx').then((module) => module.OfferList));
const Stopped = later(() => import('../../../features/feed/stopped.tsx').then((module) => module.Stopped));
const OriginPanel = later(() =>
  import('../../../features/building/origin-panel.tsx').then((module) => module.OriginPanel),
);
const BringButton = later(
  () => import('../../../features/building/bring-button.tsx').then((module) => module.BringButton),
  <span className="size-11 max-sm:-ml-3 sm:size-12" />,
);
const DropZone = later(() => import('../../../features/building/drop-zone.tsx').then((module) => module.DropZone));
const PersonMenu = later(async () => {
  const [{ PersonMenu: Inner }, { RoomExtras }] = await Promise.all([
    import('../../../features/room/person-menu.tsx'),
    import('../../../features/room/room-extras.tsx'),
  ]);
  return (props: PersonMenuProps) => <Inner {...props} extras={<RoomExtras />} />;
});

/** Loaded with the first picture that is opened. */
const ShareButton = later<{ item: GalleryItem }>(() =>
  import('../../../features/sharing/share-button.tsx').then((module) => module.ShareButton),
);
const LineageRow = later<LineageRowProps>(() =>
  import('../../../features/building/lineage-row.tsx').then((module) => module.LineageRow),
);
const SLOTS = { onCell: CellMarks, onPicture: PictureDecisions, overPicture: OfferList, lineage: LineageRow };

/** The room: who is here, what develops, what was made, and the box to write in. The features meet only here. */
export function RoomView({ slug, name, session }: { slug: string; name: string; session: Session }) {
  const { user, signInFailure } = session;
  useEffect(() => {
    if (signInFailure) toast(texts().start[signInFailure]);
  }, [signInFailure]);
  useEffect(() => enterRoom(slug), [slug]);
  const isLookingOn = useFeed((feed) => feed.you?.role === 'viewer');
  useRoleNews();
  return (
    <>
      <div className="flex min-h-dvh flex-col">
        <Header
          slug={slug}
          fallbackName={name}
          people={<People />}
          everybody={<PeopleButton slug={slug} />}
          me={
            user && (
              <PersonMenu
                session={session}
                user={user}
                yourData={(place) => <YourData session={session} user={user} {...place} />}
              />
            )
          }
        />
        <ConnectionSign />
        <main className="flex flex-1 flex-col gap-8 pt-5 pb-[calc(var(--dock-height)+2rem)] md:pt-6">
          <Tray />
          <Suspense>
            <PictureSlotsProvider value={SLOTS}>
              <Gallery onInvite={() => copyInvite(slug)} actions={(item) => <ShareButton item={item} />} />
            </PictureSlotsProvider>
            <Compare />
            <Offers />
            <Looking />
          </Suspense>
        </main>
        {isLookingOn ? (
          <LookingOn />
        ) : (
          <>
            <Dock origin={<OriginPanel />} bring={<BringButton />} />
            <DropZone />
          </>
        )}
      </div>
      <RoomTitle />
      <Announcer />
      <Stopped />
      <Shortcuts />
      <Toaster
        position="bottom-center"
        offset={{ bottom: 'calc(var(--dock-height) + 12px)' }}
        mobileOffset={{ bottom: 'calc(var(--dock-height) + 12px)' }}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast: 'w-full rounded-control border border-line bg-raised px-4 py-3 font-sans text-sm text-text',
            description: 'text-muted break-all',
          },
        }}
      />
    </>
  );
}
