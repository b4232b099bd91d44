/** Of a long sheet only the pictures near what is looked at are kept whole; of the others their places. Pure. */
import { authorOf, type Entry, isBlank, keyOf, ratioOf } from './merge.ts';

/** What is looked at: from one place on the sheet to another. */
export type Span = readonly [first: number, last: number];

/** So many places on either side are kept. */
const KEPT = 240;
/** So many are asked for again where they are missing. */
const WANTED = 100;

export function thin(items: Entry[], looks: Iterable<Span>): Entry[] {
  const spans = [...looks];
  const isFar = (n: number) => spans.every(([first, last]) => n < first - KEPT || n > last + KEPT);
  if (spans.length === 0 || items.every((entry, n) => isBlank(entry) || !isFar(n))) return items;
  return items.map((entry, n) => (isFar(n) ? blankOf(entry) : entry));
}

const blankOf = (entry: Entry): Entry =>
  isBlank(entry) ? entry : { key: keyOf(entry), ratio: ratioOf(entry), authorId: authorOf(entry) };

/** The keys of those that are missing: first of what is looked at, then of what is near. */
export function missing(items: Entry[], looks: Iterable<Span>): string[] {
  const spans = [...looks];
  const near = [0, WANTED].flatMap((margin) =>
    spans.flatMap(([first, last]) => items.slice(Math.max(0, first - margin), last + margin + 1)),
  );
  return [...new Set(near.filter(isBlank).map(keyOf))];
}
