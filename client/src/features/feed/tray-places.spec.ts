import { describe, expect, it } from 'vitest';
import { placesInTray } from './tray-places.ts';

const finished =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id);

describe('tray', () => {
  it('whoever develops keeps its place while others come and go', () => {
    expect(placesInTray(['a', 'b'], ['b', 'c'], finished('a'))).toEqual(['c', 'b']);
    expect(placesInTray(['a'], ['a', 'b'], finished())).toEqual(['a', 'b']);
  });

  it('a finished picture stays until its place is needed', () => {
    expect(placesInTray(['a'], [], finished('a'))).toEqual(['a']);
    expect(placesInTray(['a'], ['b'], finished('a'))).toEqual(['b']);
  });

  it('one that was cancelled or failed leaves at once', () => {
    expect(placesInTray(['a', 'b'], ['b'], finished())).toEqual(['b']);
  });
});
