import type { Texts } from '../use-texts.ts';

export const people: Texts['people'] = {};
