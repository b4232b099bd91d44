/** Lays pictures out in rows that fill the width, each picture in its own shape. Pure. */
/** Between pictures, in pixels. */
export const SHEET_GAP = 4;

export type Row = { start: number; height: number; widths: number[] };
export type SheetShape = {
  width: number;
  gap: number;
  targetHeight: number /** Exactly so many a row; 0: as many as fit. */;
  abreast: number;
};

/** No shape may take a row over, or shrink to a line. */
export const clamp = (ratio: number) => Math.min(3, Math.max(0.4, ratio));

export function justify(ratios: number[], shape: SheetShape): Row[] {
  const rows: Row[] = [];
  if (shape.width <= 0) return rows;
  let start = 0;
  let sum = 0;
  ratios.forEach((ratio, n) => {
    sum += clamp(ratio);
    const count = n - start + 1;
    const gaps = (count - 1) * shape.gap;
    const isFull = shape.abreast > 0 ? count === shape.abreast : sum * shape.targetHeight + gaps >= shape.width;
    const isLast = n === ratios.length - 1;
    if (!isFull && !isLast) return;
    rows.push(rowOf(ratios.slice(start, n + 1).map(clamp), start, sum, isFull, shape));
    start = n + 1;
    sum = 0;
  });
  return rows;
}

function rowOf(
  ratios: number[],
  start: number,
  sum: number,
  isFull: boolean,
  { width, gap, targetHeight, abreast }: SheetShape,
): Row {
  const free = width - (ratios.length - 1) * gap;
  const natural = isFull ? free / sum : abreast > 0 ? (width - (abreast - 1) * gap) / abreast : targetHeight;
  const height = Math.round(Math.min(natural, free / sum));
  const widths = ratios.map((ratio) => Math.round(ratio * height));
  // Whole pixels leave a remainder: the last one takes it, so that the right edge is straight.
  if (isFull) widths[widths.length - 1] = (widths.at(-1) ?? 0) + free - widths.reduce((total, each) => total + each, 0);
  return { start, height, widths };
}
