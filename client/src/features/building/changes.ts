/** What changed from a picture to the one that was made from it. */
import type { LineageNode } from '@darkroom/protocol';
import { diffWordsWithSpace } from 'diff';

type Made = NonNullable<LineageNode['made']>;
export type Piece = { text: string; kind: 'same' | 'added' | 'gone' };

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Two that have less in common are two prompts; to find what little it is takes seconds. */
const MOST_CHANGES = 400;

/** Word by word, in any script. */
export function promptChanges(before: string, after: string): Piece[] {
  const pieces = diffWordsWithSpace(before, after, { intlSegmenter: words, maxEditLength: MOST_CHANGES });
  if (!pieces) {
    return [
      { text: before, kind: 'gone' },
      { text: after, kind: 'added' },
    ];
  }
  return pieces.map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'gone' : 'same',
  }));
}

export type SettingName = 'model' | 'negativePrompt' | 'steps' | 'guidanceScale' | 'size' | 'strength';
export type SettingChange = { name: SettingName; from: string; to: string };

const NAMES: SettingName[] = ['model', 'negativePrompt', 'steps', 'guidanceScale', 'size', 'strength'];

function written({ generation }: Made, name: SettingName): string {
  if (name === 'size') return `${generation.width} × ${generation.height}`;
  if (name === 'strength') return generation.strength === null ? '' : `${Math.round(generation.strength * 100)}%`;
  return String(generation[name]);
}

/** Empty ends: there was none, or is none any more. */
export const settingChanges = (before: Made, after: Made): SettingChange[] =>
  NAMES.map((name) => ({ name, from: written(before, name), to: written(after, name) })).filter(
    ({ from, to }) => from !== to,
  );
