/**
 * What the interface says: one catalogue a language, in a folder of its own, by area. A text that holds something is a function of it;
 * `Intl` knows how numbers, dates and plurals are written. A catalogue that lacks a text does not compile.
 */
import { en } from './en/index.ts';

export type Texts = typeof en;

export const useTexts = (): Texts => en;
