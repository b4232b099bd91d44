import type { Texts } from '../use-texts.ts';
import { building } from './building.ts';
import { common } from './common.ts';
import { deciding } from './deciding.ts';
import { errors } from './errors.ts';
import { feed } from './feed.ts';
import { gallery } from './gallery.ts';
import { keys } from './keys.ts';
import { measures } from './measures.ts';
import { mine } from './mine.ts';
import { people } from './people.ts';
import { prompt } from './prompt.ts';
import { room } from './room.ts';
import { sharing } from './sharing.ts';
import { start } from './start.ts';
import { writing } from './writing.ts';

export const zh: Texts = {
  building,
  common,
  deciding,
  errors,
  feed,
  gallery,
  keys,
  measures,
  mine,
  people,
  prompt,
  room,
  sharing,
  start,
  writing,
};
