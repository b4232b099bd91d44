import type { Texts } from '../use-texts.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { feed } from './feed.ts';
import { measures } from './measures.ts';
import { people } from './people.ts';
import { prompt } from './prompt.ts';
import { room } from './room.ts';
import { start } from './start.ts';
import { writing } from './writing.ts';

export const zh: Texts = {
  common,
  errors,
  feed,
  measures,
  people,
  prompt,
  room,
  start,
  writing,
};
