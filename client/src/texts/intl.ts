/** What `Intl` makes of numbers and times, for the catalogues: each hands in its own language. Pure. */

const ORDINALS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** "2nd": English alone writes places with letters. */
export const ordinal = (n: number) => `${n}${ORDINALS[ordinals.select(n)] ?? 'th'}`;

/** "3 pictures", the number written as the language writes it. */
export const plural = (n: number, one: string, many = `${one}s`, language = 'en') =>
  `${n.toLocaleString(language)} ${new Intl.PluralRules(language).select(n) === 'one' ? one : many}`;

/** "yesterday", "3 days ago". */
export const daysAgo = (days: number, language: string) =>
  new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');

export const date = (iso: string, language: string) =>
  new Date(iso).toLocaleDateString(language, { day: 'numeric', month: 'short', year: 'numeric' });

export const dateTime = (iso: string, language: string) =>
  new Date(iso).toLocaleString(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** "340 kB", "1.2 MB"; thousands, not 1024s. */
export const bytes = (n: number, language: string) =>
  n < 1e6
    ? `${Math.max(1, Math.round(n / 1e3)).toLocaleString(language)} kB`
    : `${(n / 1e6).toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`;
