import { describe, expect, it } from 'vitest';
import { de } from '../texts/de/index.ts';
import { en } from '../texts/en/index.ts';
import { ordinal } from '../texts/intl.ts';
import { zh } from '../texts/zh/index.ts';
import { ago, duration, initials, personHue, placeInLine } from './format.ts';

describe('format', () => {
  it('writes places as people say them, the teens included', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102].map(ordinal).join(' ')).toBe('1st 2nd 3rd 4th 11th 12th 13th 21st 102nd');
  });

  it('[QU1] a waiting prompt says its place and the time left, and counts down with the clock', () => {
    const ready = { from: 9_000, to: 13_000 };
    expect(placeInLine(2, ready, 1_000, en)).toBe('2nd in line, 8–12 s');
    expect(placeInLine(2, ready, 10_000, en)).toBe('2nd in line, 1–3 s');
    expect(placeInLine(2, { from: 21_000, to: 121_000 }, 1_000, en)).toBe('2nd in line, 20 s–2 min');
    expect(placeInLine(2, { from: 51_000, to: 121_000 }, 1_000, en)).toBe('2nd in line, 1–2 min');
    expect(placeInLine(2, { from: 53_000, to: 64_000 }, 0, en)).toBe('2nd in line, about 1 min');
    expect(placeInLine(2, { from: 9_000, to: 9_200 }, 0, en)).toBe('2nd in line, about 9 s');
    expect(placeInLine(2, ready, 12_800, en)).toBe('2nd in line, any moment');
    expect(placeInLine(5, null, 12_000, en)).toBe('5th in line');
  });

  it('rounds durations to what is worth saying', () => {
    expect([200, 9_400, 59_400, 59_600, 89_000, 180_000, 7_200_000].map((ms) => duration(ms, en.measures))).toEqual([
      '1 s',
      '9 s',
      '59 s',
      '1 min',
      '1 min',
      '3 min',
      '2 h',
    ]);
  });

  it('says how long ago in the largest fitting unit', () => {
    const now = Date.parse('2026-11-25T12:00:00Z');
    expect(ago('2026-11-25T11:59:40Z', now, en.measures)).toBe('just now');
    expect(ago('2026-11-25T11:18:00Z', now, en.measures)).toBe('42 min ago');
    expect(ago('2026-11-24T09:00:00Z', now, en.measures)).toBe('yesterday');
  });

  it('every language says the same in its own way', () => {
    expect(placeInLine(2, { from: 9_000, to: 13_000 }, 1_000, de)).toBe('2. in der Reihe, 8–12 s');
    expect(placeInLine(2, { from: 9_000, to: 13_000 }, 1_000, zh)).toBe('排在第 2 位\uff0c约 8–12 秒');
    const now = Date.parse('2026-11-25T12:00:00Z');
    expect(ago('2026-11-24T09:00:00Z', now, de.measures)).toBe('gestern');
    expect(ago('2026-10-03T09:00:00Z', now, de.measures)).toBe('3. Okt. 2026');
    expect(ago('2026-10-03T09:00:00Z', now, zh.measures)).toBe('2026年10月3日');
    expect([de, zh].map((texts) => texts.start.pictures(1_234))).toEqual(['1.234 Bilder', '1,234 张图片']);
    expect(de.measures.bytes(1_250_000)).toBe('1,3 MB');
  });

  it('[GN8] initials hold whole characters of any script', () => {
    expect(initials('Mara Lindqvist')).toBe('ML');
    expect(initials('  دانا ')).toBe('د');
    expect(initials('👩‍🎨 Ana')).toBe('👩‍🎨A');
    expect(initials('')).toBe('?');
  });

  it('gives people who are here together different colours', () => {
    const taken: number[] = [];
    for (let i = 0; i < 12; i++) taken.push(personHue(`user-${i}`, taken));
    expect(new Set(taken).size).toBe(12);
    expect(personHue('user-12', taken)).toBe(personHue('user-12'));
  });

  it('gives the same person the same colour, and never the accent’s', () => {
    expect(personHue('019a-x')).toBe(personHue('019a-x'));
    for (let i = 0; i < 200; i++) expect(personHue(`user-${i}`)).toSatisfy((hue: number) => hue >= 60 && hue <= 335);
  });
});
