import type { AllTexts } from '../use-texts.ts';

export const settings: AllTexts['settings'] = {
  settingsOfPicture: 'Einstellungen des Bildes',
  done: 'Fertig',
  model: 'Modell',
  away: (title) => `${title} (nicht da)`,
  modelAway: 'Das Modell ist gerade nicht da. Prompts warten und behalten ihren Platz.',
  connectLarger: 'In der README steht, wie du stattdessen Stable Diffusion 3.5 anschließt.',
  canDraw: 'Es kann zum Beispiel malen',
  negativePrompt: 'Negativer Prompt',
  negativePlaceholder: 'Was das Bild nicht zeigen soll',
  steps: 'Schritte',
  guidanceScale: 'Guidance-Stärke',
  pictures: 'Bilder',
  sizeInPixels: (multipleOf, min, max) => `Größe in Pixeln, Vielfache von ${multipleOf} von ${min} bis ${max}`,
  width: 'Breite',
  height: 'Höhe',
  seed: 'Seed',
  seedHint: 'Derselbe Seed mit denselben Einstellungen ergibt wieder dasselbe Bild.',
  seedPlaceholder: 'für jeden Prompt gezogen',
  random: 'Zufällig',
  resetToModel: 'Werte des Modells nehmen',
};
