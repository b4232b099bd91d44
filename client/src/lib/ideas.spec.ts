import { describe, expect, it } from 'vitest';
import { ideasFor } from './ideas.ts';

describe('ideas', () => {
  it('uses only words that the model knows', () => {
    expect(ideasFor(['apple', 'cat'])).toEqual(['a red apple', 'two cats on a blue background', 'an apple', 'a cat']);
    expect(ideasFor(['umbrella', 'key'])).toEqual(['an umbrella', 'a key']);
  });

  it('offers something for a model without a list, and never too much', () => {
    expect(ideasFor([]).length).toBeGreaterThan(0);
    expect(ideasFor(Array.from({ length: 150 }, (_, n) => `thing ${n}`))).toHaveLength(7);
  });
});
