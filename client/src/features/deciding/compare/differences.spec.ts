import type { GalleryItem } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import { compare, pairOf, parsePair } from './differences.ts';

const item = (over: object = {}, seed = 7) =>
  ({
    generation: {
      prompt: 'an owl',
      negativePrompt: '',
      model: 'builtin',
      steps: 20,
      guidanceScale: 4,
      author: { id: 'u1', name: 'Ada' },
      ...over,
    },
    picture: { index: 0, width: 128, height: 64, seed },
  }) as GalleryItem;

describe('[DC9] two pictures side by side', () => {
  it('differ in just what was changed, and what neither has is left out', () => {
    const rows = compare(item(), item({ steps: 30 }, 8));
    expect(rows.filter(({ isSame }) => !isSame)).toEqual([
      { setting: 'steps', values: ['20', '30'], isSame: false },
      { setting: 'seed', values: ['7', '8'], isSame: false },
    ]);
    expect(rows.map(({ setting }) => setting)).not.toContain('negativePrompt');
    const [, negative] = compare(item(), item({ negativePrompt: 'leaves' }));
    expect(negative).toEqual({ setting: 'negativePrompt', values: ['', 'leaves'], isSame: false });
  });

  it('stand in the address, also before the second is chosen', () => {
    for (const [first, second] of [
      ['a', 'b'],
      ['a', null],
    ] as const) {
      expect(parsePair(pairOf(first, second))).toEqual([first, second]);
    }
    for (const bad of [null, '', '~', '~b', 'a~b~c']) expect(parsePair(bad)).toBeNull();
  });
});
