import type { Texts } from '../use-texts.ts';

export const common: Texts['common'] = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  tryAgain: 'Noch einmal',
  language: 'Sprache',
  didNotWork: 'Das hat nicht geklappt. Versuch es gleich noch einmal.',
  sentence: 'Schreib einen Prompt, und alle im Raum sehen zu, wie das Bild entsteht.',
  toFirstPage: 'Zur Startseite',
  darkroomToFirstPage: 'Darkroom, zur Startseite',
  noPageHere: 'Hier ist keine Seite. Prüf den Link.',
  pageBroke: 'Auf dieser Seite ist etwas schiefgegangen.',
  pageBrokeKept: 'Deine Bilder sind sicher, und was du getippt hast, bleibt in diesem Browser.',
  showPageAgain: 'Seite neu zeigen',
  someoneWhoLeft: 'Jemand, der nicht mehr hier ist',
};
