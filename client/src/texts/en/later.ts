import { building } from './building.ts';
import { deciding } from './deciding.ts';
import { gallery } from './gallery.ts';
import { keys } from './keys.ts';
import { members } from './members.ts';
import { mine } from './mine.ts';
import { settings } from './settings.ts';
import { sharing } from './sharing.ts';

/** What is said only by what comes later: dialogs, menus, the sheet. */
export const enLater = {
  building,
  deciding,
  gallery,
  keys,
  members,
  mine,
  settings,
  sharing,
};
