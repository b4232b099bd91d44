import type { Texts } from '../use-texts.ts';

export const deciding: Texts['deciding'] = {};
