import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Chance from a seed: the same seed and purpose give the same choices, whatever else is drawn elsewhere. */
export class Rng {
  private readonly generator: RandomGenerator;

  constructor(seed: number, purpose: string) {
    this.generator = xoroshiro128plus(seed ^ hash(purpose));
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return uniformInt(this.generator, from, to);
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.int(1, 100) <= percent;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.int(0, list.length - 1)] ?? list[0];
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193);
  return value;
}
