/** What somebody typed into the search field, as words to look for, and the words that they may have meant. Pure. */

/** So many are looked for; the rest narrow nothing down. */
const MOST_TERMS = 8;
/** A longer word that is mistyped still shares enough of its trigrams with the right one. */
const SHORT = 6;

/** Words as they stand between spaces; what stands in double quotes is one. */
export function termsOf(typed: string): string[] {
  const found = typed.matchAll(/"([^"]+)"|([^\s"]+)/gu);
  const terms = Array.from(found, ([, quoted, plain]) => (quoted ?? plain ?? '').trim()).filter(Boolean);
  return [...new Set(terms)].slice(0, MOST_TERMS);
}

/** For LIKE: holds this text, whose own wildcards are none. */
export const holding = (text: string): string => `%${escaped(text)}%`;

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/**
 * Patterns for LIKE of every word that is one slip of a finger away: two letters in each other's place, one too many, one too few, or
 * another one. Of short words only.
 */
export function slips(term: string): string[] {
  const letters = Array.from(term);
  if (letters.length < 3 || letters.length > SHORT) return [];
  const with_ = (from: number, to: number, ...between: string[]) => [
    ...letters.slice(0, from).map(escaped),
    ...between,
    ...letters.slice(to).map(escaped),
  ];
  const variants = letters.flatMap((letter, n) => {
    const next = letters[n + 1];
    return [
      ...(next === undefined ? [] : [with_(n, n + 2, escaped(next), escaped(letter))]),
      with_(n, n + 1),
      with_(n, n + 1, '_'),
      with_(n, n, '_'),
    ];
  });
  const last = with_(letters.length, letters.length, '_');
  return [...new Set([...variants, last].map((parts) => parts.join('')))];
}
