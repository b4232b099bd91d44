/**
 * What the interface says: one catalogue a language, in a folder of its own, by area. A text that holds something is a function of it;
 * `Intl` knows how numbers, dates and plurals are written. A catalogue that lacks a text does not compile.
 */
import { createContext, useContext } from 'react';
import type { en } from './en/index.ts';
import type { enLater } from './en/later.ts';
import type { Language } from './languages.ts';

/** What a page says at once; then the rest, which `useAllTexts` gives. */
export type Texts = typeof en;
export type LaterTexts = typeof enLater;
export type AllTexts = Texts & LaterTexts;

export type Speech = {
  language: Language;
  texts: Texts;
  /** From now on, on every page of this browser. Whoever waits for it sees the old language until the new one is here. */
  choose: (language: Language) => void;
};

export const SpeechContext = createContext<Speech | null>(null);

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('Nothing on this page speaks: LanguageRoot is missing above.');
  return speech;
}

export const useTexts = (): Texts => useSpeech().texts;

let spoken: Texts | null = null;

/** Which catalogue `texts` gives from now on. */
export const speak = (texts: Texts) => {
  spoken = texts;
};

/** The texts for what is said outside of React: refusals, toasts. In the browser alone: a server speaks every language at once. */
export function texts(): Texts {
  if (!spoken) throw new Error('No language is chosen yet: texts() is for what happens after the page is drawn.');
  return spoken;
}
