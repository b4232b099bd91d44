import type { LineageNode } from '@darkroom/protocol';
import { expect, it } from 'vitest';
import { promptChanges, settingChanges } from './changes.ts';

type Made = NonNullable<LineageNode['made']>;
const made = (change: object = {}) =>
  ({
    generation: {
      model: 'a',
      negativePrompt: '',
      steps: 20,
      guidanceScale: 4,
      width: 128,
      height: 64,
      strength: null,
      ...change,
    },
  }) as Made;
const short = (before: string, after: string) =>
  promptChanges(before, after)
    .map(({ text, kind }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('');

it('[BD9] a prompt’s changes are told word by word', () => {
  expect(short('a red apple', 'a red apple')).toBe('a red apple');
  expect(short('a red apple on a table', 'a green apple on a table')).toBe('a [-red][+green] apple on a table');
  expect(short('apple', 'apple, at night')).toContain('apple[+, at night]');
  expect(short('', 'new')).toBe('[+new]');
});

it('[BD9] also where words have no spaces between them, and over lines', () => {
  expect(short('红色的苹果', '绿色的苹果')).toContain('的苹果');
  expect(short('a\nb', 'a\nc')).toBe('a\n[-b][+c]');
});

it('[BD9] nothing of either prompt is lost', () => {
  const [before, after] = ['ein alter  Apfel — 🍎‍🟫, "rot"', 'ein neuer Apfel: 🍎‍🟫 rot!'];
  const pieces = promptChanges(before, after);
  const without = (kind: string) =>
    pieces
      .filter((piece) => piece.kind !== kind)
      .map(({ text }) => text)
      .join('');
  expect([without('added'), without('gone')]).toEqual([before, after]);
});

it('[BD9] the longest prompts that have nothing in common are told as two, at once', () => {
  const before = 'alt '.repeat(2_500);
  const after = 'neu '.repeat(2_500);
  expect(promptChanges(before, after)).toEqual([
    { text: before, kind: 'gone' },
    { text: after, kind: 'added' },
  ]);
});

it('[BD9] settings are told where they differ, the seed apart', () => {
  expect(settingChanges(made(), made({ seed: 5 }))).toEqual([]);
  expect(settingChanges(made(), made({ steps: 28, width: 64, strength: 0.6 }))).toEqual([
    { name: 'steps', from: '20', to: '28' },
    { name: 'size', from: '128 × 64', to: '64 × 64' },
    { name: 'strength', from: '', to: '60%' },
  ]);
});
