'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { keyOf } from '../../lib/gallery/merge.ts';
import { hold, loadMore, release, useGallery } from '../../lib/gallery/store.ts';
import { useMedia, WIDE } from '../../lib/use-media.ts';
import { Cell } from './cell.tsx';
import { justify } from './justify.ts';

const GAP = 4;
/** How far above the end of what is loaded the next page is asked for. */
const AHEAD_PX = 1_200;

type ContactSheetProps = { items: GalleryItem[]; onOpen: (key: string) => void };

/** Rows of pictures, of which only those near the window are in the page. */
export function ContactSheet({ items, onOpen }: ContactSheetProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const { width, top } = usePlace(sheet);
  const abreast = useMedia(WIDE) ? 0 : 2;
  const rows = useMemo(
    () =>
      justify(
        items.map(({ picture }) => picture.width / picture.height),
        { width, gap: GAP, targetHeight: 168, abreast },
      ),
    [items, width, abreast],
  );
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (n) => (rows[n]?.height ?? 0) + GAP,
    overscan: 4,
    scrollMargin: top,
  });
  // The sizes are known, not measured: new rows make the old sums void.
  useLayoutEffect(() => {
    if (rows.length > 0) virtualizer.measure();
  }, [rows, virtualizer]);
  useHolding(sheet);

  return (
    <div ref={sheet}>
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {/* All cells lie in one place, so that a picture that moves to another row stays the same element and does not load anew. */}
        {virtualizer.getVirtualItems().flatMap((virtual) => {
          const row = rows[virtual.index];
          if (!row) return [];
          return row.widths.map((cellWidth, n) => {
            const item = items[row.start + n];
            if (!item) return null;
            const left = row.widths.slice(0, n).reduce((sum, each) => sum + each + GAP, 0);
            const place = { left, top: virtual.start - top, width: cellWidth, height: row.height };
            return <Cell key={keyOf(item)} item={item} place={place} onOpen={onOpen} />;
          });
        })}
      </div>
      <End />
    </div>
  );
}

/** Where the sheet stands in the page and how wide it is. The tray above keeps its height, so only a resize changes that. */
function usePlace(sheet: RefObject<HTMLDivElement | null>) {
  const [place, setPlace] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const element = sheet.current;
    if (!element) return;
    const measure = () => {
      const next = { width: element.clientWidth, top: element.getBoundingClientRect().top + scrollY };
      setPlace((now) => (now.width === next.width && now.top === next.top ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [sheet]);
  return place;
}

/** Holds new pictures back while somebody looks further down, where they would push the rows away. */
function useHolding(sheet: RefObject<HTMLDivElement | null>) {
  useEffect(() => {
    const decide = () => {
      const isDeep = (sheet.current?.getBoundingClientRect().top ?? 0) < -40;
      if (isDeep !== useGallery.getState().isHolding) (isDeep ? hold : release)();
    };
    addEventListener('scroll', decide, { passive: true });
    return () => removeEventListener('scroll', decide);
  }, [sheet]);
}

/** The end of what is loaded: coming near it loads more. */
function End() {
  const cursor = useGallery((gallery) => gallery.cursor);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || cursor === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void loadMore(), {
      rootMargin: `${AHEAD_PX}px`,
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [cursor]);
  return <div ref={end} className="h-px" />;
}
