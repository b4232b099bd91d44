import type { Texts } from '../use-texts.ts';

export const common: Texts['common'] = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  tryAgain: 'Noch einmal',
};
