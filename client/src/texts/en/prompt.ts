/** The box to write in and the settings of a picture. */
export const prompt = {
  write: 'Write a prompt',
  prompt: 'Prompt',
  placeholder: 'What should the picture show?',
  develop: 'Develop',
  developKeys: 'Ctrl Enter',
  noModel: 'No model has answered yet. What you write is kept.',
  settings: 'Settings',
  modelsOwn: 'the model’s own',
  shortSteps: (steps: string) => `${steps} steps`,
  shortSeed: (seed: string) => `seed ${seed}`,
  wholeSteps: (min: number, max: number) => `Whole steps from ${min} to ${max}.`,
  aNumber: (min: number, max: number) => `A number from ${min} to ${max}.`,
  pixels: (min: number, max: number) => `From ${min} to ${max} pixels.`,
  multiple: (multipleOf: number, below: number, above: number) =>
    `A multiple of ${multipleOf}: try ${below} or ${above}.`,
  fromTo: (min: number, max: number) => `From ${min} to ${max}.`,
  wholeNumber: (min: number, max: number) => `A whole number from ${min} to ${max}.`,
  tooLong: (most: number) => `Longer than ${most.toLocaleString('en')} characters.`,
  empty: 'Write what the picture should show.',
};
