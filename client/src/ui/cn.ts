/**
 * Class names in one string. Of two that say different things of the same property neither wins by standing later: who wants another look
 * than a part's own asks it for one, or says `!`. The browser tests find where two meet.
 */
export { clsx as cn } from 'clsx';
