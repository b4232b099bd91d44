import { plural } from '../intl.ts';

/** The room around its pictures: header, who is here, connection, what a screen reader is told. */
export const room = {
  opening: 'Opening the room',
  missing: 'This room does not exist. Check the link.',
  cannotOpen: 'The room cannot be opened now.',
  rename: 'Rename the room',
  name: 'Room name',
  keepsName: 'The room keeps its name.',
  invite: 'Invite',
  linkCopied: 'The link is copied. Whoever has it can join.',
  copyThisLink: 'Copy this link to invite people:',
  notConnected: 'Not connected. Everything you type is kept.',
  peopleHere: 'People here',
  everybodyHere: 'Everybody here',
  morePeople: (n: number) => plural(n, 'more person', 'more people'),
  you: '(you)',
  host: '· host',
  developing: 'Developing',
  half: 'Half done',
  finished: 'Finished',
  pictureDone: 'Your picture is done',
  tellMe: 'Tell me when my picture is done',
  mayNotTell:
    'This browser does not let Darkroom tell you. Allow notifications for this page in its settings, then try again.',
  failed: (reason: string) => `Failed. ${reason}`,
  cancelled: 'Cancelled',
  /** What became of a prompt, then the prompt. */
  news: (state: string, prompt: string) => `${state}: ${prompt}`,
};
