import type { GalleryItem } from '@darkroom/protocol';
import { useEffect, useState } from 'react';
import { useFeed } from '../../../lib/connection.ts';
import { isWhole, keyOf } from '../../../lib/gallery/merge.ts';
import { useGallery } from '../../../lib/gallery/store.ts';
import { findPictures } from '../../../lib/marks/store.ts';

/** Pictures of the room by their keys: from the sheet, or asked for. Null: there is none; undefined: not known yet. */
export function usePictures(keys: (string | null)[]): (GalleryItem | null | undefined)[] {
  const items = useGallery((gallery) => gallery.items);
  const isLive = useFeed((feed) => feed.status === 'live');
  const snapshots = useFeed((feed) => feed.snapshots);
  const [found, setFound] = useState<Record<string, { item: GalleryItem | null; asOf: number }>>({});
  const onSheet = new Map(items.filter(isWhole).map((item) => [keyOf(item), item]));
  const missing = keys.filter((key) => key !== null && !onSheet.has(key) && found[key]?.asOf !== snapshots).join(' ');

  useEffect(() => {
    if (!missing || !isLive) return;
    const wanted = missing.split(' ');
    const take = (answer: GalleryItem[]) =>
      setFound((before) => ({
        ...before,
        ...Object.fromEntries(
          wanted.map((key) => [key, { item: answer.find((item) => keyOf(item) === key) ?? null, asOf: snapshots }]),
        ),
      }));
    // Not answered: the next connection asks again.
    findPictures(wanted).then(take, () => {});
  }, [missing, isLive, snapshots]);

  return keys.map((key) => (key === null ? null : (onSheet.get(key) ?? found[key]?.item)));
}
