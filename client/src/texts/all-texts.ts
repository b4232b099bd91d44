/** What the interface says, for whatever comes by `later()` or `whenDrawn()`, which bring these texts along. Others have `useTexts`. */
import { languageOfPage, loadedTexts } from './catalogues.ts';
import type { Language } from './languages.ts';
import { type AllTexts, useSpeech } from './use-texts.ts';

function allOf(language: Language): AllTexts {
  const texts = loadedTexts(language);
  if (!texts) throw new Error('These texts were not loaded: only what comes by later() or whenDrawn() may say them.');
  return texts;
}

export const useAllTexts = (): AllTexts => allOf(useSpeech().language);

/** As `texts()`: outside of React, in the browser alone. */
export const allTexts = (): AllTexts => allOf(languageOfPage());
