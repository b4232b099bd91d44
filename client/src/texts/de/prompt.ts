import type { Texts } from '../use-texts.ts';

export const prompt: Texts['prompt'] = {
  write: 'Prompt schreiben',
  prompt: 'Prompt',
  placeholder: 'Was soll das Bild zeigen?',
  develop: 'Entwickeln',
  developKeys: 'Strg Enter',
  noModel: 'Noch hat kein Modell geantwortet. Was du schreibst, bleibt erhalten.',
  settings: 'Einstellungen',
  modelsOwn: 'wie vom Modell vorgesehen',
  shortSteps: (steps) => `${steps} Schritte`,
  shortSeed: (seed) => `Seed ${seed}`,
  wholeSteps: (min, max) => `Ganze Schritte von ${min} bis ${max}.`,
  aNumber: (min, max) => `Eine Zahl von ${min} bis ${max}.`,
  pixels: (min, max) => `Von ${min} bis ${max} Pixel.`,
  multiple: (multipleOf, below, above) => `Ein Vielfaches von ${multipleOf}: etwa ${below} oder ${above}.`,
  fromTo: (min, max) => `Von ${min} bis ${max}.`,
  wholeNumber: (min, max) => `Eine ganze Zahl von ${min} bis ${max}.`,
  tooLong: (most) => `Länger als ${most.toLocaleString('de')} Zeichen.`,
  empty: 'Schreib, was das Bild zeigen soll.',
};
