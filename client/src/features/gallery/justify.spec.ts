import { describe, expect, it } from 'vitest';
import { justify } from './justify.ts';

const shape = { width: 1376, gap: 4, targetHeight: 168, abreast: 0 };
const total = (widths: number[]) => widths.reduce((sum, width) => sum + width, 0) + (widths.length - 1) * 4;

describe('contact sheet', () => {
  it('fills each row to the last pixel, whatever the shapes', () => {
    const ratios = Array.from({ length: 97 }, (_, n) => [1, 1.5, 0.66, 2, 9, 0.1][n % 6] ?? 1);
    const rows = justify(ratios, shape);
    for (const row of rows.slice(0, -1)) expect(total(row.widths)).toBe(1376);
    expect(rows.flatMap((row) => row.widths)).toHaveLength(97);
  });

  it('does not blow up the last row', () => {
    expect(justify([1], shape)).toEqual([{ start: 0, height: 168, widths: [168] }]);
  });

  it('keeps the rows that are full when more pictures are appended', () => {
    const few = justify(Array(40).fill(1), shape);
    const more = justify(Array(90).fill(1), shape);
    expect(more.slice(0, few.length - 1)).toEqual(few.slice(0, -1));
  });

  it('sets two abreast on a narrow page', () => {
    const rows = justify([1, 1, 1], { width: 358, gap: 4, targetHeight: 168, abreast: 2 });
    expect(rows.map((row) => row.widths)).toEqual([[177, 177], [177]]);
  });
});
