import type { ReactNode } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { SheetSkeleton, Skeleton } from '../../ui/skeleton.tsx';

/** The room before anything is known of it: every part is where it will be. */
export function RoomSkeleton({ sheet }: { sheet?: ReactNode }) {
  return (
    <div aria-busy="true" className="flex min-h-dvh flex-col">
      <p role="status" className="sr-only">
        {useTexts().room.opening}
      </p>
      <div className="flex h-14 items-center gap-4 border-line border-b px-4 md:px-8">
        <span aria-hidden className="size-2.5 rounded-full bg-safelight" />
        <Skeleton className="h-4 w-40" />
        <Skeleton className="ml-auto h-8 w-20" />
      </div>
      <div className="flex-1 px-4 py-6 md:px-8">
        <Skeleton className="mb-4 h-3 w-24" />
        <Skeleton className="mb-10 size-40 md:size-56" />
        <Skeleton className="mb-4 h-3 w-28" />
        {sheet || <SheetSkeleton />}
      </div>
    </div>
  );
}
