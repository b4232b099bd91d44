/** How one text becomes another, as one replacement. Pure. */
export type Change = { at: number; removed: string; inserted: string };

export function changeBetween(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  // Never between the halves of a pair: a half alone would be replaced by a sign that says so.
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start--;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return {
    at: start,
    removed: before.slice(start, before.length - end),
    inserted: after.slice(start, after.length - end),
  };
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** The same change in a text that is another by now: what it removed goes only where it still stands. */
export function moved({ at, removed, inserted }: Change, text: string): Change {
  const from = Math.min(at, text.length);
  const isThere = text.startsWith(removed, from);
  return { at: from, removed: isThere ? removed : '', inserted };
}

/** As the editor counts them: one character a line break. */
export const withPlainBreaks = (text: string) => text.replace(/\r\n?/g, '\n');
