/** The settings of a picture, one by one. */
export const settings = {
  settingsOfPicture: 'Settings of the picture',
  done: 'Done',
  model: 'Model',
  away: (title: string) => `${title} (away)`,
  modelAway: 'The model is away. Prompts wait and keep their place.',
  connectLarger: 'The README says how to connect Stable Diffusion 3.5 in its place.',
  canDraw: 'It can draw, for example',
  negativePrompt: 'Negative prompt',
  negativePlaceholder: 'What the picture should not show',
  steps: 'Steps',
  guidanceScale: 'Guidance scale',
  pictures: 'Pictures',
  sizeInPixels: (multipleOf: number, min: number, max: number) =>
    `Size in pixels, multiples of ${multipleOf} from ${min} to ${max}`,
  width: 'Width',
  height: 'Height',
  seed: 'Seed',
  seedHint: 'The same seed and settings make the same picture again.',
  seedPlaceholder: 'drawn for each prompt',
  random: 'Random',
  resetToModel: 'Reset to the model’s values',
};
