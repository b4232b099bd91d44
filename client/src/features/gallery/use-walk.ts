/** The pictures among which the open one stands: the sheet's, or, where the sheet does not have it, those around it in the room. */
import { useEffect, useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { type Entry, isWhole, keyOf } from '../../lib/gallery/merge.ts';
import { loadMore, look, readPage, useGallery } from '../../lib/gallery/store.ts';

/** So many before the end of what is known, more is asked for. */
const AHEAD = 4;

/** `asOf`: the snapshot since which facts keep it true. */
type Around = { items: Entry[]; isFirst: boolean; isLast: boolean; asOf: number };
const NOWHERE: Around = { items: [], isFirst: true, isLast: true, asOf: 0 };

export function useWalk(key: string | null, wasDeleted: boolean): { items: Entry[]; isSearching: boolean } {
  const { items, slug, cursor, isLoaded } = useGallery();
  const snapshots = useFeed((feed) => feed.snapshots);
  const [around, setAround] = useState(NOWHERE);
  const [missing, setMissing] = useState<string | null>(null);
  const place = items.findIndex((item) => keyOf(item) === key);
  const isOnSheet = place >= 0;
  const at = around.items.findIndex((item) => keyOf(item) === key);
  const needsAround =
    key !== null &&
    isLoaded &&
    !isOnSheet &&
    !wasDeleted &&
    (at < 0 ||
      around.asOf !== snapshots ||
      (at < AHEAD && !around.isFirst) ||
      (at >= around.items.length - AHEAD && !around.isLast));

  useEffect(() => (isOnSheet ? look(place, place) : undefined), [isOnSheet, place]);

  useEffect(() => {
    if (isOnSheet && place >= items.length - AHEAD && cursor !== null) void loadMore();
  }, [isOnSheet, place, items.length, cursor]);

  useEffect(() => {
    if (!needsAround || missing === key) return;
    let isGone = false;
    readPage(() => api.around(slug, key)).then(
      ({ items, previousCursor, nextCursor }) => {
        if (!isGone)
          setAround({ items, isFirst: previousCursor === null, isLast: nextCursor === null, asOf: snapshots });
      },
      (error: unknown) => {
        const mayBeThere = error instanceof ApiError && error.retryable;
        if (isGone || mayBeThere) return;
        setMissing(key);
        setAround(NOWHERE);
      },
    );
    return () => {
      isGone = true;
    };
  }, [needsAround, missing, slug, key, snapshots]);

  return {
    items: isOnSheet ? items : around.items,
    isSearching: key !== null && !wasDeleted && (isOnSheet ? !isWhole(items[place]) : at < 0 && missing !== key),
  };
}
