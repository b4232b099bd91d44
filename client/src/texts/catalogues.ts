/**
 * Brings a catalogue when it is asked for: a browser loads the language that it shows, and no other; and of it first what a page says at
 * once. The rest comes with the first part of the page that comes later.
 */
import { isLanguage, type Language } from './languages.ts';
import type { AllTexts, LaterTexts, Texts } from './use-texts.ts';

const FIRST: Record<Language, () => Promise<Texts>> = {
  en: () => import('./en/index.ts').then(({ en }) => en),
  de: () => import('./de/index.ts').then(({ de }) => de),
  zh: () => import('./zh/index.ts').then(({ zh }) => zh),
};

const LATER: Record<Language, () => Promise<LaterTexts>> = {
  en: () => import('./en/later.ts').then(({ enLater }) => enLater),
  de: () => import('./de/later.ts').then(({ deLater }) => deLater),
  zh: () => import('./zh/later.ts').then(({ zhLater }) => zhLater),
};

const asked = new Map<Language, Promise<Texts>>();

/** The same promise for each who asks, as React's `use` needs it. After a failure, which a dead network brings, it is asked anew. */
export function loadTexts(language: Language): Promise<Texts> {
  const known = asked.get(language);
  if (known) return known;
  const loading = FIRST[language]();
  asked.set(language, loading);
  loading.catch(() => asked.delete(language));
  return loading;
}

const whole = new Map<Language, AllTexts>();

/** All that a language says, once that was loaded. */
export const loadedTexts = (language: Language): AllTexts | undefined => whole.get(language);

export async function loadAllTexts(language: Language): Promise<AllTexts> {
  const [first, later] = await Promise.all([loadTexts(language), LATER[language]()]);
  const texts = whole.get(language) ?? { ...first, ...later };
  whole.set(language, texts);
  return texts;
}

/** In the browser alone: the language that the page says it is in. */
export function languageOfPage(): Language {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'en';
}
