export const common = {
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  language: 'Language',
  didNotWork: 'That did not work. Try again in a moment.',
  /** What Darkroom is, in a sentence: on the first page, at a room's door and for who finds it by a search. */
  sentence: 'Write a prompt, and everyone in the room watches the picture develop.',
  toFirstPage: 'To the first page',
  darkroomToFirstPage: 'Darkroom, to the first page',
  noPageHere: 'There is no page here. Check the link.',
  pageBroke: 'Something on this page broke.',
  pageBrokeKept: 'Your pictures are safe, and what you typed is kept in this browser.',
  showPageAgain: 'Show the page again',
  /** An empty name: they deleted themself, and left their pictures. */
  someoneWhoLeft: 'Someone who left',
};
