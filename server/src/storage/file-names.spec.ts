import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName, UniqueNames } from './file-names.ts';

describe('a file name of what people typed', () => {
  it.each([
    ['a paper boat', 'a paper boat'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['a/b\\c:d*e?"f"<g>|h', 'a_b_c_d_e_f_g_h'],
    ['two\nlines\t and  a tab', 'two lines and a tab'],
    ['invoice\u202egnp.exe', 'invoicegnp.exe'],
    ['NUL', 'NUL_'],
    ['ends with dots...', 'ends with dots'],
    ['.hidden', 'hidden'],
    ['תפוח 苹果 🍎', 'תפוח 苹果 🍎'],
    ['👩‍🚀 on the moon', '👩‍🚀 on the moon'],
    ['\u200f\u202e', 'nothing'],
    ['   ', 'nothing'],
    ['...', 'nothing'],
    ['', 'nothing'],
  ])('%j becomes %j', (text, name) => {
    expect(fileName(text, 'nothing')).toBe(name);
  });

  it('is cut between characters', () => {
    expect(fileName('👩‍🚀'.repeat(20), 'nothing', 12)).toBe('👩‍🚀👩‍🚀');
  });

  it('never holds a path, a control or a direction mark, and always something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const name = fileName(text, 'nothing');
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]|(?!\u200d)\p{Cf}/u);
        expect(name).toMatch(/^[^.\s]/);
        expect(name).not.toMatch(/[. ]$/);
      }),
    );
  });
});

describe('unique names', () => {
  it('number what was there before, whatever its case', () => {
    const names = new UniqueNames();
    const taken = ['a', 'A', 'a (2)', 'a', 'b'].map((stem) => names.take(stem, '.png'));
    expect(taken).toEqual(['a.png', 'A (2).png', 'a (2) (2).png', 'a (3).png', 'b.png']);
  });

  it('are unique for whatever is asked', () => {
    const stem = fc.constantFrom('a', 'A', 'a (2)', 'a (3)', 'a (2) (2)', 'b');
    fc.assert(
      fc.property(fc.array(stem, { maxLength: 60 }), (stems) => {
        const names = new UniqueNames();
        const taken = stems.map((name) => names.take(name, '.png').toLowerCase());
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });

  it('take no longer for the ten thousandth', () => {
    const names = new UniqueNames();
    for (let i = 1; i < 10_000; i++) names.take('same');
    expect(names.take('same')).toBe('same (10000)');
  });
});
