import type { Texts } from '../use-texts.ts';

export const writing: Texts['writing'] = {};
