import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, moved, withPlainBreaks } from './changes.ts';

const apply = (text: string, { at, removed, inserted }: ReturnType<typeof changeBetween>) =>
  text.slice(0, at) + inserted + text.slice(at + removed.length);
const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '🍎', '🍏', '👩‍🚀', 'ש'), maxLength: 12 });

describe('a change between two texts', () => {
  it('makes the one into the other, and cuts no character in two', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const change = changeBetween(before, after);
        expect(apply(before, change)).toBe(after);
        expect(change.removed.isWellFormed() && change.inserted.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is no longer than what was typed', () => {
    expect(changeBetween('a boat', 'a paper boat')).toEqual({ at: 2, removed: '', inserted: 'paper ' });
  });

  it('keeps what was typed, and removes nothing of others, in a text that has changed', () => {
    const change = changeBetween('a red apple', 'a green apple');
    expect(apply('a red apple tree', moved(change, 'a red apple tree'))).toBe('a green apple tree');
    expect(apply('no', moved(change, 'no'))).toContain('green');
    expect(moved(change, 'no').removed).toBe('');
  });
});

it('breaks of every system are one character', () => {
  expect(withPlainBreaks('a\r\nb\rc\n')).toBe('a\nb\nc\n');
});
