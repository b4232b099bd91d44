import type { Texts } from '../use-texts.ts';

export const sharing: Texts['sharing'] = {};
