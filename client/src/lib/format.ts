/** How times and people are written, in the words of a catalogue. Pure. */
import type { Place } from '@darkroom/protocol';
import type { Texts } from '../texts/use-texts.ts';

const MINUTE_MS = 60_000;

/** "9 s", "3 min", "2 h": rounded the way a person would say it. */
export function duration(ms: number, measures: Texts['measures']): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return measures.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? measures.minutes(minutes) : measures.hours(Math.round(minutes / 60));
}

/** "2nd in line, 8–12 s": `readyAtMs` is null while no estimate is known. */
export function placeInLine(
  place: Place['place'],
  readyAtMs: { from: number; to: number } | null,
  nowMs: number,
  { feed, measures }: Pick<Texts, 'feed' | 'measures'>,
): string {
  const line = feed.place(place);
  if (readyAtMs === null) return line;
  const left = readyAtMs.to - nowMs;
  if (left < 500) return feed.anyMoment(line);
  const soonest = readyAtMs.from - nowMs;
  // "53 s–1 min" says less than "about 1 min".
  const isMinutes = left >= MINUTE_MS && soonest >= MINUTE_MS / 2;
  const from = duration(isMinutes ? Math.max(soonest, MINUTE_MS) : soonest, measures);
  const to = duration(left, measures);
  if (from === to) return feed.about(line, to);
  // A unit that both have is written once: "8–12 s", "20 s–2 min".
  const [number = '', unit = ''] = from.split(' ');
  return feed.between(line, `${to.endsWith(` ${unit}`) ? number : from}–${to}`);
}

/** "just now", "5 min ago", "yesterday", then the date. */
export function ago(iso: string, nowMs: number, measures: Texts['measures']): string {
  const minutes = Math.floor((nowMs - Date.parse(iso)) / MINUTE_MS);
  if (minutes < 1) return measures.justNow;
  if (minutes < 60) return measures.minutesAgo(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return measures.hoursAgo(hours);
  if (hours < 48) return measures.daysAgo(1);
  if (hours < 24 * 7) return measures.daysAgo(Math.floor(hours / 24));
  return measures.date(iso);
}

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

/** "60%", of a share from 0 to 1. */
export const percent = (share: number) => `${Math.round(share * 100)}%`;
