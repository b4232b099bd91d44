import type { Texts } from '../use-texts.ts';

export const gallery: Texts['gallery'] = {};
