export const writing = {
  privateDraft: 'Private draft',
  privateOn: 'Only you see this draft. The room’s text stays as it is.',
  toPrivate: 'Write a draft that only you see',
  toShared: 'Back to the text that the room writes together',
  full: (most: number) =>
    `The room’s text may have ${most.toLocaleString('en')} characters. That would be more, so it was not put in.`,
  keptPrivate: (reason: string) => `${reason} What you wrote is in your private draft.`,
  writes: 'writes',
  looksAt: 'looks at a picture',
};
