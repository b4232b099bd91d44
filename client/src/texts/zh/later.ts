import type { LaterTexts } from '../use-texts.ts';
import { building } from './building.ts';
import { deciding } from './deciding.ts';
import { gallery } from './gallery.ts';
import { keys } from './keys.ts';
import { members } from './members.ts';
import { mine } from './mine.ts';
import { settings } from './settings.ts';
import { sharing } from './sharing.ts';

export const zhLater: LaterTexts = {
  building,
  deciding,
  gallery,
  keys,
  members,
  mine,
  settings,
  sharing,
};
