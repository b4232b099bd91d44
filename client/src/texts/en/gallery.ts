import { plural } from '../intl.ts';

/** The contact sheet, and a picture of it, large. */
export const gallery = {
  contactSheet: 'Contact sheet',
  firstWillLieHere: 'The first picture will lie here.',
  notLoaded: 'The pictures could not be loaded. They are safe.',
  newPictures: (n: number) => plural(n, 'new picture'),
  nothingYet: 'Nothing on the sheet yet. Begin with this one, or with your own words.',
  /** Around what copies the link. */
  betterTogether: { before: 'Better together: ', copyLink: 'copy the room’s link', after: '.' },
  newer: 'Newer picture',
  older: 'Older picture',
  looking: 'Looking for the picture…',
  notInRoom: 'This picture is not in this room. Check the link.',
  originalNotLoaded: 'The original could not be loaded. It is safe; try again in a moment.',
  fitted: 'Fitted',
  truePixels: 'True pixels',
  linkCopied: 'The picture’s link is copied.',
  theLink: (link: string) => `The picture’s link: ${link}`,
  model: 'Model',
  steps: 'Steps',
  guidanceScale: 'Guidance scale',
  size: 'Size',
  seed: 'Seed',
  file: 'File',
  png: (bytes: string) => `PNG, ${bytes}`,
  picture: 'Picture',
  nOf: (n: number, count: number) => `${n} of ${count}`,
  negativePrompt: 'Negative prompt',
  useSettings: 'Use these settings',
  downloadOriginal: 'Download original',
  copyLink: 'Copy link',
};
