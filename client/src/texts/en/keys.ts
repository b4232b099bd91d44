/** The sheet of keys. */
export const keys = {
  title: 'Keys',
  control: 'Ctrl',
  develop: 'Develop the prompt',
  goToPrompt: 'To the prompt',
  search: 'Search the sheet',
  walk: 'The picture before, the picture after',
  step: 'Change a number in the settings',
  close: 'Close what is open',
  showSheet: 'Show these keys',
  single: 'Single keys work while nothing is typed',
};
