export const mine = {
  title: 'Your data',
  exportHint:
    'All your prompts with their settings, and your pictures, as one zip. Large ones take a while; a few times an hour.',
  export: 'Download everything',
  shares: 'Links that you can take back',
  looking: 'Looking…',
  noShares: 'No picture is shared by a link.',
  takeBack: 'Take back',
  takeBackOf: (prompt: string) => `Take back the link to “${prompt}”`,
  deleteHint: 'Your name, your rooms and whatever else is yours here go for good.',
  delete: 'Delete yourself…',
  deleteTitle: 'Delete yourself?',
  whatGoes:
    'You are signed out everywhere at once. Your name, reactions, favourites, links and the pictures that you brought go. A room that only you hosted gets another host; one that nobody else is in goes, with all that is in it. Nothing brings this back.',
  yourPictures: 'Your prompts and pictures',
  picturesGo: 'Go with you',
  picturesGoHint: 'They vanish from their rooms, also for the others.',
  picturesStay: 'Stay without your name',
  picturesStayHint: 'The others keep them, as made by someone who left.',
  typeYourName: (name: string) => `Type your name, ${name}, to go on`,
  notYourName: 'That is not your name.',
  deleteNow: 'Delete me',
};
