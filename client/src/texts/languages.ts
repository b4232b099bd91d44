/** The languages that the interface speaks, and which of them somebody gets. Pure. */

/** Each under its own name, as whoever looks for it knows it. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', zh: '中文' } as const;
export type Language = keyof typeof LANGUAGES;

/** Holds the language that somebody chose here. No secret: the pages read and write it. */
export const LANGUAGE_COOKIE = 'darkroom-language';

export const isLanguage = (tag: string | undefined): tag is Language =>
  tag !== undefined && Object.hasOwn(LANGUAGES, tag);

/** "de-AT,de;q=0.9,en;q=0.8" as plain languages, the most wanted first. */
function wanted(accepted: string): string[] {
  const entries = accepted.split(',').map((entry) => {
    const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return { language: tag.split('-')[0] ?? '', weight: Number(weight) };
  });
  // What is not a number, or 0, is not wanted. A stable sort keeps the browser's order among equals.
  return entries
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}

/** What somebody chose here, else the first that their browser asks for and that we speak (RFC 9110, 12.5.4), else English. */
export function chooseLanguage(chosen: string | undefined, accepted: string | null): Language {
  if (isLanguage(chosen)) return chosen;
  return wanted(accepted ?? '').find(isLanguage) ?? 'en';
}
