'use client';

import dynamic from 'next/dynamic';
import {
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useInsertionEffect,
  useMemo,
  useState,
  useTransition,
} from 'react';
import { loadAllTexts, loadTexts } from './catalogues.ts';
import { LANGUAGE_COOKIE, type Language } from './languages.ts';
import { type Speech, SpeechContext, speak } from './use-texts.ts';

const nothing = () => () => null;

/** Draw nothing: through them the page names its catalogue's file in its head, so that it is on its way before any script runs. */
const HERALDS = {
  en: dynamic(() => import('./en/index.ts').then(nothing)),
  de: dynamic(() => import('./de/index.ts').then(nothing)),
  zh: dynamic(() => import('./zh/index.ts').then(nothing)),
};

const YEAR_S = 365 * 24 * 60 * 60;

function remember(language: Language): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser, and this has to be said before the next request.
  document.cookie = `${LANGUAGE_COOKIE}=${language}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
}

/** All that speaks stands in here. `initial` is what the server chose: the first drawing in the browser must say the same. */
export function LanguageRoot({ initial, children }: { initial: Language; children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  const [, startTransition] = useTransition();
  const texts = use(loadTexts(language));
  // Before any other effect of the page, which may have something to say.
  useInsertionEffect(() => speak(texts), [texts]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const choose = useCallback((next: Language) => {
    // Only one that has arrived, with all that any part of the page may say: a dead network leaves the page as it is.
    loadAllTexts(next).then(
      () => {
        remember(next);
        startTransition(() => setLanguage(next));
      },
      () => {},
    );
  }, []);
  const speech = useMemo((): Speech => ({ language, texts, choose }), [language, texts, choose]);
  const Herald = HERALDS[initial];
  return (
    <SpeechContext value={speech}>
      <Herald />
      {children}
    </SpeechContext>
  );
}
