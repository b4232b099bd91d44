/** Where the arrow keys lead on the sheet: left and right by order, up and down to the nearest picture of the next row. Pure. */
import type { Row } from './justify.ts';

/** The row in which a picture lies. */
export function rowOf(rows: readonly Row[], index: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rows[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The middles of a row's pictures, in pixels from the left. */
function middles({ widths }: Row, gap: number): number[] {
  let left = 0;
  return widths.map((width) => {
    const middle = left + width / 2;
    left += width + gap;
    return middle;
  });
}

/** The picture that a key leads to from this one; undefined for a key that leads nowhere. Right-to-left pages would mirror it. */
export function led(rows: readonly Row[], gap: number, from: number, key: string): number | undefined {
  const last = rows.at(-1);
  if (!last) return undefined;
  const count = last.start + last.widths.length;
  const within = (index: number) => Math.min(count - 1, Math.max(0, index));
  if (key === 'ArrowLeft') return within(from - 1);
  if (key === 'ArrowRight') return within(from + 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const at = rowOf(rows, from);
  const [row, next] = [rows[at], rows[at + (key === 'ArrowUp' ? -1 : 1)]];
  if (!row || !next) return from;
  const middle = middles(row, gap)[from - row.start] ?? 0;
  const distances = middles(next, gap).map((other) => Math.abs(other - middle));
  return next.start + distances.indexOf(Math.min(...distances));
}
