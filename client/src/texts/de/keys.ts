import type { AllTexts } from '../use-texts.ts';

export const keys: AllTexts['keys'] = {
  title: 'Tasten',
  control: 'Strg',
  develop: 'Den Prompt entwickeln',
  goToPrompt: 'Zum Prompt',
  search: 'Im Kontaktabzug suchen',
  walk: 'Das Bild davor, das Bild danach',
  step: 'Eine Zahl in den Einstellungen ändern',
  close: 'Schließen, was offen ist',
  showSheet: 'Diese Tasten zeigen',
  single: 'Einzelne Tasten gelten, wenn nichts getippt wird',
};
