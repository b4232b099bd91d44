import { describe, expect, it } from 'vitest';
import { fittedSize, trueSize } from './scale.ts';

const place = { width: 1200, height: 640 };

describe('the picture, large', () => {
  it('a small picture is shown at the largest whole multiple of the screen’s pixels', () => {
    expect(fittedSize({ width: 128, height: 128 }, place, 1)).toEqual({ width: 640, height: 640 });
    expect(fittedSize({ width: 128, height: 128 }, { width: 358, height: 400 }, 1)).toEqual({
      width: 256,
      height: 256,
    });
    const fine = fittedSize({ width: 128, height: 128 }, { width: 358, height: 400 }, 3);
    expect((fine.width * 3) / 128).toBe(8);
  });

  it('a large picture shrinks into its place and keeps its shape', () => {
    expect(fittedSize({ width: 2048, height: 1024 }, place, 1)).toEqual({ width: 1200, height: 600 });
  });

  it('a photograph is not blown up beyond its pixels', () => {
    expect(fittedSize({ width: 512, height: 512 }, place, 1)).toEqual({ width: 512, height: 512 });
  });

  it('true size is one pixel on one pixel', () => {
    expect(trueSize({ width: 1024, height: 1024 }, 2)).toEqual({ width: 512, height: 512 });
  });
});
