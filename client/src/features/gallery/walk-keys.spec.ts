import { describe, expect, it } from 'vitest';
import { justify } from './justify.ts';
import { led, rowOf } from './walk-keys.ts';

/** Rows of 0 1 2 | 3 4 | 5 6 7 8 | 9. */
const rows = [
  { start: 0, height: 100, widths: [100, 100, 100] },
  { start: 3, height: 100, widths: [220, 84] },
  { start: 5, height: 100, widths: [70, 70, 70, 78] },
  { start: 9, height: 100, widths: [100] },
];
const go = (from: number, ...keys: string[]) => keys.reduce((at, key) => led(rows, 4, at, key) ?? -1, from);

describe('arrow keys on the sheet', () => {
  it('left and right follow the order, over the ends of rows, and stop at both ends', () => {
    expect(go(2, 'ArrowRight')).toBe(3);
    expect(go(3, 'ArrowLeft')).toBe(2);
    expect(go(0, 'ArrowLeft')).toBe(0);
    expect(go(9, 'ArrowRight')).toBe(9);
  });

  it('up and down lead to the picture that lies nearest', () => {
    expect(go(0, 'ArrowDown')).toBe(3);
    expect(go(1, 'ArrowDown')).toBe(3);
    expect(go(2, 'ArrowDown')).toBe(4);
    expect(go(4, 'ArrowDown')).toBe(8);
    expect(go(8, 'ArrowUp')).toBe(4);
    expect(go(8, 'ArrowDown')).toBe(9);
    expect(go(1, 'ArrowUp')).toBe(1);
    expect(go(9, 'ArrowDown')).toBe(9);
  });

  it('Home and End lead to both ends, and other keys nowhere', () => {
    expect([go(5, 'Home'), go(5, 'End')]).toEqual([0, 9]);
    expect(led(rows, 4, 5, 'a')).toBeUndefined();
    expect(led([], 4, 0, 'Home')).toBeUndefined();
  });

  it('finds the row of each picture of a long sheet', () => {
    const long = justify(
      Array.from({ length: 3_000 }, (_, n) => [1, 1.5, 0.66][n % 3] ?? 1),
      { width: 1376, gap: 4, targetHeight: 168, abreast: 0 },
    );
    for (let index = 0; index < 3_000; index += 7) {
      const row = long[rowOf(long, index)];
      expect(row && row.start <= index && index < row.start + row.widths.length).toBe(true);
    }
  });
});
