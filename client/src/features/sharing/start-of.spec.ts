import { expect, it } from 'vitest';
import { startOf } from './start-of.ts';

it.each([
  ['a paper boat', 'a paper boat'],
  ['  two\nlines\t and  a tab ', 'two lines and a tab'],
  ['a'.repeat(80), 'a'.repeat(80)],
  ['a'.repeat(81), `${'a'.repeat(79)}…`],
  ['👩‍🚀'.repeat(100), `${'👩‍🚀'.repeat(79)}…`],
  [`${'a'.repeat(78)} b c`, `${'a'.repeat(78)}…`],
])('%j starts as %j', (prompt, start) => {
  expect(startOf(prompt)).toBe(start);
});
