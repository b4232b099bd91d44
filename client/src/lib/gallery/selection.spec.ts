import { beforeEach, expect, it } from 'vitest';
import { chooseTo, keepOnly, startSelecting, stopSelecting, toggle, useSelection } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = () => [...useSelection.getState().keys].sort().join('');
beforeEach(stopSelecting);

it('one by one, and by ranges in both directions', () => {
  startSelecting();
  toggle('b');
  chooseTo('d', order);
  expect(chosen()).toBe('bcd');
  toggle('c');
  expect(chosen()).toBe('bd');
  chooseTo('a', order);
  expect(chosen()).toBe('abcd');
});

it('begins with the picture that was held, and ends without any', () => {
  startSelecting('c');
  expect(chosen()).toBe('c');
  stopSelecting();
  expect(useSelection.getState()).toMatchObject({ isOn: false, anchor: null });
  expect(chosen()).toBe('');
});

it('what is gone from the sheet is not chosen any more', () => {
  startSelecting('c');
  chooseTo('e', order);
  keepOnly(['a', 'c', 'd']);
  expect(chosen()).toBe('cd');
});
