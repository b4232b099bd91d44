import type { Texts } from '../use-texts.ts';

export const building: Texts['building'] = {};
