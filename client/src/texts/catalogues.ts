/** Brings a catalogue when it is asked for: a browser loads the language that it shows, and no other. */
import type { Language } from './languages.ts';
import type { Texts } from './use-texts.ts';

const LOADERS: Record<Language, () => Promise<Texts>> = {
  en: () => import('./en/index.ts').then(({ en }) => en),
  de: () => import('./de/index.ts').then(({ de }) => de),
  zh: () => import('./zh/index.ts').then(({ zh }) => zh),
};

const asked = new Map<Language, Promise<Texts>>();

/** The same promise for each who asks, as React's `use` needs it. After a failure, which a dead network brings, it is asked anew. */
export function loadTexts(language: Language): Promise<Texts> {
  const known = asked.get(language);
  if (known) return known;
  const loading = LOADERS[language]();
  asked.set(language, loading);
  loading.catch(() => asked.delete(language));
  return loading;
}
