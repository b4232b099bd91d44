/** How numbers, times and people are written. Pure. */
import type { Place } from '@darkroom/protocol';

const ORDINALS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const rules = new Intl.PluralRules('en', { type: 'ordinal' });

export const ordinal = (n: number) => `${n}${ORDINALS[rules.select(n)] ?? 'th'}`;

export const plural = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** "9 s", "3 min", "2 h": rounded the way a person would say it. */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** "8–12 s", "50 s–2 min"; "about 9 s" where both ends are the same. */
function between(fromMs: number, toMs: number): string {
  const [from, to] = [duration(fromMs), duration(toMs)];
  if (from === to) return `about ${to}`;
  const [number = '', unit = ''] = from.split(' ');
  return `${to.endsWith(` ${unit}`) ? number : from}–${to}`;
}

/** "2nd in line, 8–12 s": `readyAtMs` is null while no estimate is known. */
export function placeInLine(place: Place['place'], readyAtMs: { from: number; to: number } | null, nowMs: number) {
  const line = `${ordinal(place)} in line`;
  if (readyAtMs === null) return line;
  const [from, to] = [readyAtMs.from - nowMs, readyAtMs.to - nowMs];
  return to < 500 ? `${line}, any moment` : `${line}, ${between(from, to)}`;
}

export const stepOf = (step: number, steps: number) => `step ${step} of ${steps}`;

/** "just now", "5 min ago", "yesterday", then the date. */
export function ago(iso: string, nowMs: number): string {
  const minutes = Math.floor((nowMs - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  if (hours < 48) return 'yesterday';
  if (hours < 24 * 7) return `${Math.floor(hours / 24)} days ago`;
  return new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

export const dateTime = (iso: string) =>
  new Date(iso).toLocaleString('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

export const bytes = (n: number) => (n < 1e6 ? `${Math.max(1, Math.round(n / 1e3))} kB` : `${(n / 1e6).toFixed(1)} MB`);

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const firstGrapheme = (word: string) => segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? '';

/** One or two letters for a name in any script; an emoji counts as a letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0] ?? '', words.at(-1) ?? ''] : words;
  return picked.map(firstGrapheme).join('').toLocaleUpperCase() || '?';
}

/** Well apart, and clear of the safelight's red, which marks only what is mine. */
const HUES = Array.from({ length: 12 }, (_, i) => 60 + 25 * i);
/** No divisor of the hues' number, so that all of them are reached, and far enough to look different. */
const HUE_STRIDE = 5;

/** A person's hue out of their id: the first of those on their way that is not taken. */
export function personHue(userId: string, taken: number[] = []): number {
  let hash = 2166136261;
  for (const letter of userId) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  const way = HUES.map((_, i) => HUES[((hash >>> 0) + i * HUE_STRIDE) % HUES.length] ?? 0);
  return way.find((hue) => !taken.includes(hue)) ?? way[0] ?? 0;
}
