import { building } from './building.ts';
import { common } from './common.ts';
import { deciding } from './deciding.ts';
import { gallery } from './gallery.ts';
import { mine } from './mine.ts';
import { people } from './people.ts';
import { sharing } from './sharing.ts';
import { writing } from './writing.ts';

export const en = { building, common, deciding, gallery, mine, people, sharing, writing };
