import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './languages.ts';

describe('languages', () => {
  it('whoever chose nothing gets the first of their browser’s languages that the interface speaks', () => {
    expect(chooseLanguage(undefined, 'de-AT,de;q=0.9,en;q=0.8')).toBe('de');
    expect(chooseLanguage(undefined, 'fr, en;q=0.4, zh-Hans-CN;q=0.7')).toBe('zh');
    expect(chooseLanguage(undefined, 'DE')).toBe('de');
    expect(chooseLanguage(undefined, 'fr,*;q=0.1')).toBe('en');
  });

  it('a language that the browser refuses is not taken', () => {
    expect(chooseLanguage(undefined, 'de;q=0, zh;q=0.2')).toBe('zh');
  });

  it('what was chosen here stands above what the browser asks for', () => {
    expect(chooseLanguage('zh', 'de')).toBe('zh');
  });

  it('a header or a cookie that means nothing leads to English', () => {
    for (const header of [null, '', ';;;,,q=', 'de;q=viel', 'x'.repeat(9_000), 'constructor', '__proto__']) {
      expect(chooseLanguage(undefined, header)).toBe('en');
    }
    for (const cookie of ['', 'fr', 'constructor', 'toString', '../de'])
      expect(chooseLanguage(cookie, 'de')).toBe('de');
  });
});
