/** The language of the page that is made for this request, and its texts for what the server alone writes. */
import { cookies, headers } from 'next/headers';
import { loadAllTexts, loadTexts } from './catalogues.ts';
import { chooseLanguage, LANGUAGE_COOKIE, type Language } from './languages.ts';
import type { AllTexts, Texts } from './use-texts.ts';

export async function languageOfRequest(): Promise<Language> {
  const [chosen, asked] = await Promise.all([cookies(), headers()]);
  return chooseLanguage(chosen.get(LANGUAGE_COOKIE)?.value, asked.get('accept-language'));
}

export const textsOfRequest = async (): Promise<Texts> => loadTexts(await languageOfRequest());

export const allTextsOfRequest = async (): Promise<AllTexts> => loadAllTexts(await languageOfRequest());
