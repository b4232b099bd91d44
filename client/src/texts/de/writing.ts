import type { Texts } from '../use-texts.ts';

export const writing: Texts['writing'] = {
  privateDraft: 'Eigener Entwurf',
  privateOn: 'Diesen Entwurf siehst nur du. Der Text des Raums bleibt, wie er ist.',
  toPrivate: 'Einen Entwurf schreiben, den nur du siehst',
  toShared: 'Zurück zum Text, den alle im Raum schreiben',
  full: (most: number) =>
    `Der Text des Raums darf ${most.toLocaleString('de')} Zeichen haben. Es wären mehr geworden, deshalb wurde nichts eingefügt.`,
  keptPrivate: (reason: string) => `${reason} Was du geschrieben hast, steht in deinem eigenen Entwurf.`,
  writes: 'schreibt',
  looksAt: 'sieht ein Bild an',
};
