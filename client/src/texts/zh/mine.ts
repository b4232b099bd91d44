import type { Texts } from '../use-texts.ts';

export const mine: Texts['mine'] = {};
