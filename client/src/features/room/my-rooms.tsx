import type { MyRoom } from '@darkroom/protocol';
import Link from 'next/link';
import { ago } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** Rooms that I was in, the last visited first. */
export function MyRooms({ rooms }: { rooms: MyRoom[] }) {
  const { measures, start } = useTexts();
  const now = useNow(60_000);
  if (rooms.length === 0) return null;
  return (
    <section aria-labelledby="my-rooms" className="animate-appear">
      <h2 id="my-rooms" className="eyebrow mb-2">
        {start.yourRooms}
      </h2>
      <ul className="max-w-xl divide-y divide-line border-line border-y">
        {rooms.map((room) => (
          <li key={room.id}>
            <Link
              href={`/r/${room.slug}`}
              prefetch={false}
              className="-mx-3 flex min-h-14 items-center gap-4 rounded-control px-3 py-2 transition-colors hover:bg-raised/70"
            >
              <bdi className="min-w-0 flex-1 truncate">{room.name}</bdi>
              <span className="figures shrink-0 text-right text-muted text-xs">
                {start.pictures(room.pictureCount)}
                <br />
                <time dateTime={room.visitedAt}>{ago(room.visitedAt, now, measures)}</time>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
