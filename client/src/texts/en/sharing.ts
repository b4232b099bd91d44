export const sharing = {
  madeWithDarkroom: 'Made with Darkroom',
  madeBy: (name: string) => (name ? `A picture by ${name}, made with Darkroom` : 'A picture made with Darkroom'),
  day: (iso: string) =>
    new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  nothingHere: 'Nothing is shared here.',
  whyNothing: 'The link was taken back, its picture was deleted, or the link is not whole.',
  share: 'Share',
  shareTitle: 'Share this picture',
  whatItShows:
    'Whoever has the link sees this picture, its prompt and settings, and the name of who made it. It lets nobody into the room.',
  makeLink: 'Make a link',
  link: 'Link',
  copied: 'The link is copied.',
  openPage: 'Open it',
  takeBack: 'Take the link back',
  takenBack: 'The link shows nothing any more.',
};
