'use client';

import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Entry, isBlank, keyOf, ratioOf } from '../../lib/gallery/merge.ts';
import { chooseTo, keepOnly, startSelecting, toggle, useSelection } from '../../lib/gallery/selection.ts';
import { hold, loadMore, look, release, useGallery } from '../../lib/gallery/store.ts';
import { useMedia, WIDE } from '../../lib/use-media.ts';
import { Cell } from './cell.tsx';
import { justify, SHEET_GAP } from './justify.ts';
import { useRovingFocus } from './use-roving-focus.ts';

/** How far above the end of what is loaded the next page is asked for. */
const AHEAD_PX = 1_200;

type ContactSheetProps = { items: Entry[]; onOpen: (key: string) => void };

/** Rows of pictures, of which only those near the window are in the page. */
export function ContactSheet({ items, onOpen }: ContactSheetProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const { width, top } = usePlace(sheet);
  const abreast = useMedia(WIDE) ? 0 : 2;
  const rows = useMemo(
    () => justify(items.map(ratioOf), { width, gap: SHEET_GAP, targetHeight: 168, abreast }),
    [items, width, abreast],
  );
  const focus = useRovingFocus(sheet, items, rows);
  const choosing = useChoosing(items, onOpen);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    // The row with the focus stays in the page however far one scrolls, or the focus would be lost.
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), focus.row])].filter((n) => n < rows.length).sort((a, b) => a - b),
    estimateSize: (n) => (rows[n]?.height ?? 0) + SHEET_GAP,
    overscan: 4,
    scrollMargin: top,
    // What the header and the dock cover is no place for a cell that the keys lead to.
    scrollPaddingStart: 72,
    scrollPaddingEnd: 176,
  });
  // The sizes are known, not measured: new rows make the old sums void.
  useLayoutEffect(() => {
    if (rows.length > 0) virtualizer.measure();
  }, [rows, virtualizer]);
  useHolding(top);
  const { scrollToIndex, range } = virtualizer;
  const from = rows[range?.startIndex ?? 0]?.start ?? 0;
  const to = rows[(range?.endIndex ?? 0) + 1]?.start ?? items.length;
  useEffect(() => look(from, to), [from, to]);
  useEffect(() => look(focus.index, focus.index), [focus.index]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the cells, which are buttons
    <div ref={sheet} onKeyDown={(event) => focus.onKeyDown(event, (row) => scrollToIndex(row, { align: 'auto' }))}>
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {/* All cells lie in one place, so that a picture that moves to another row stays the same element and does not load anew. */}
        {virtualizer.getVirtualItems().flatMap((virtual) => {
          const row = rows[virtual.index];
          if (!row) return [];
          return row.widths.map((cellWidth, n) => {
            const item = items[row.start + n];
            if (!item) return null;
            const left = row.widths.slice(0, n).reduce((sum, each) => sum + each + SHEET_GAP, 0);
            const place = { left, top: virtual.start - top, width: cellWidth, height: row.height };
            const key = keyOf(item);
            return isBlank(item) ? (
              <span key={key} aria-hidden className="sheet absolute" style={place} />
            ) : (
              <Cell
                key={key}
                item={item}
                place={place}
                isTabStop={row.start + n === focus.index}
                isChosen={choosing.keys ? choosing.keys.has(key) : null}
                onPress={choosing.onPress}
                onHold={startSelecting}
                onFocus={focus.onFocus}
              />
            );
          });
        })}
      </div>
      <End />
    </div>
  );
}

/** A press opens a picture; while some are being chosen, it chooses it, or with Shift all up to it. */
function useChoosing(items: Entry[], onOpen: (key: string) => void) {
  const keys = useSelection((selection) => (selection.isOn ? selection.keys : null));
  const latest = useRef({ items, onOpen });
  latest.current = { items, onOpen };
  useEffect(() => keepOnly(items.map(keyOf)), [items]);
  const onPress = useCallback((key: string, isRange: boolean) => {
    if (!useSelection.getState().isOn) latest.current.onOpen(key);
    else if (isRange) chooseTo(key, latest.current.items.map(keyOf));
    else toggle(key);
  }, []);
  return { keys, onPress };
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
function useHolding(top: number) {
  useEffect(() => {
    const decide = () => {
      const isDeep = scrollY > top + 40;
      if (isDeep !== useGallery.getState().isHolding) (isDeep ? hold : release)();
    };
    addEventListener('scroll', decide, { passive: true });
    return () => removeEventListener('scroll', decide);
  }, [top]);
}

/** The end of what is loaded: coming near it loads more, also where a first page was being read when one came. After a failure one is asked. */
function End() {
  const mayLoad = useGallery(({ cursor, isLoading, error }) => cursor !== null && !isLoading && error === null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !mayLoad) return;
    // A busy page hears of several crossings at once, the last one is how things stand.
    const observer = new IntersectionObserver((entries) => entries.at(-1)?.isIntersecting && void loadMore(), {
      rootMargin: `${AHEAD_PX}px`,
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [mayLoad]);
  return <div ref={end} className="h-px" />;
}
