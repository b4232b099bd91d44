/** One cell of the sheet can be reached by Tab; arrow keys, Home and End lead from it to the others, however far they are. */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Entry, keyOf } from '../../lib/gallery/merge.ts';
import { type Row, SHEET_GAP } from './justify.ts';
import { led, rowOf } from './walk-keys.ts';

export function useRovingFocus(sheet: RefObject<HTMLElement | null>, items: Entry[], rows: Row[]) {
  const [focused, setFocused] = useState<string | null>(null);
  const index = useMemo(
    () =>
      Math.max(
        0,
        items.findIndex((item) => keyOf(item) === focused),
      ),
    [items, focused],
  );
  // The cell may be drawn only after the sheet has been scrolled to it.
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const key = wanted.current;
    const cell = key && sheet.current?.querySelector<HTMLElement>(`[data-picture="${CSS.escape(key)}"]`);
    if (!cell) return;
    wanted.current = null;
    cell.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent, scrollToRow: (row: number) => void): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target as Element).hasAttribute('data-picture'))
      return;
    const to = led(rows, SHEET_GAP, index, event.key);
    const item = to === undefined ? undefined : items[to];
    if (to === undefined || !item) return;
    event.preventDefault();
    wanted.current = keyOf(item);
    setFocused(keyOf(item));
    scrollToRow(rowOf(rows, to));
  }

  const onFocus = useCallback((key: string) => setFocused(key), []);
  return { index, row: rows.length > 0 ? rowOf(rows, index) : 0, onKeyDown, onFocus };
}
