import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holding, slips, termsOf } from './search-terms.ts';

const matches = (word: string) => (pattern: string) => {
  const parts = pattern.match(/\\.|_|[^\\_]/gsu) ?? [];
  const source = parts.map((part) =>
    part === '_' ? '.' : part.replace(/^\\?(.)$/su, '[$1]').replace(/\[([\\^\]])\]/, '\\$1'),
  );
  return new RegExp(`^${source.join('')}$`, 'su').test(word);
};

describe('what is looked for', () => {
  it('[GL4] is each word between spaces, and what stands in quotes as one', () => {
    expect(termsOf('  red "paper boat"  红色 🚣 red')).toEqual(['red', 'paper boat', '红色', '🚣']);
    expect(termsOf('"')).toEqual([]);
    expect(termsOf('a "b c')).toEqual(['a', 'b', 'c']);
  });

  it('[GL4] has no wildcards of its own', () => {
    expect(holding('50%_\\')).toBe('%50\\%\\_\\\\%');
  });

  it.each([
    ['baot', 'boat'],
    ['bpat', 'boat'],
    ['bat', 'boat'],
    ['booat', 'boat'],
    ['boa', 'boat'],
    ['owll', 'owl'],
    ['xof', 'xo'],
  ])('[GL5] %s may mean %s', (typed, meant) => {
    expect(slips(typed).some(matches(meant))).toBe(true);
  });

  it('[GL5] never a word that is two slips away, or any word at all', () => {
    expect(slips('baot').some(matches('coat'))).toBe(false);
    expect(slips('ab')).toEqual([]);
    fc.assert(fc.property(fc.string({ maxLength: 6 }), (typed) => !slips(typed).some(matches('zzzzzzzzz'))));
  });
});
