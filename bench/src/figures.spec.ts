import { expect, test } from 'vitest';
import { figure, median, quantile, table } from './figures.ts';

test('the median of an even number of values lies between the middle two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([9, 1, 5])).toBe(5);
});

test('a quantile is one of the values, at most `share` of which lie below it', () => {
  const values = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(quantile(values, 0.5)).toBe(50);
  expect(quantile(values, 0.99)).toBe(99);
  expect(quantile([7], 0.95)).toBe(7);
});

test('a figure passes up to its goal and is judged before it is rounded', () => {
  expect(figure('a', 1.1, 'x', 1.1).pass).toBe(true);
  expect(figure('b', 1.1004, 'x', 1.1)).toMatchObject({ value: 1.1, pass: false });
  expect(figure('c', 1e9, 'MB').pass).toBe(true);
});

test('the table tells goals and which were missed', () => {
  const [first, second] = table([figure('short', 1, 'ms', 2), figure('longer name', 3, 'ms', 2)]).split('\n');
  expect(first).toMatch(/^short {8}.*goal <= 2 ms {2}ok$/);
  expect(second).toMatch(/MISSED$/);
});
