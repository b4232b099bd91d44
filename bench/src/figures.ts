/** Figures: their statistics, and how they are printed. Pure but for `print`. */

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The most it may be; null: only told. */
  goal: number | null;
  pass: boolean;
}

export function figure(name: string, value: number, unit: string, goal: number | null = null): Figure {
  const digits = unit === 'x' ? 3 : 1;
  return { name, value: Number(value.toFixed(digits)), unit, goal, pass: goal === null || value <= goal };
}

/** The value below which `share` of all lie (nearest rank). */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const pair = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((pair[0] ?? Number.NaN) + (pair[1] ?? Number.NaN)) / 2;
}

export function table(figures: Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const lines = figures.map(({ name, value, unit, goal, pass }) => {
    const verdict = goal === null ? '' : `  goal <= ${goal} ${unit}  ${pass ? 'ok' : 'MISSED'}`;
    return `${name.padEnd(width)}  ${String(value).padStart(9)} ${unit.padEnd(2)}${verdict}`;
  });
  return lines.join('\n');
}
