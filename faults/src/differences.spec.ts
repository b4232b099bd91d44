import { expect, it } from 'vitest';
import { differences } from './differences.ts';

it('names every field that differs, is missing or is too many', () => {
  const actual = { a: 1, b: { c: [1, 2] }, same: [{}] };
  const expected = { a: 2, b: { c: [1, 3], d: 4 }, same: [{}] };
  expect(differences(actual, expected)).toEqual([
    'a: 1 instead of 2',
    'b.c.1: 2 instead of 3',
    'b.d: nothing instead of 4',
  ]);
});
