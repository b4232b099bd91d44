import { plural } from '../intl.ts';

/** Coming in: the first page, a room's door, names, signing in and out. */
export const start = {
  startRoom: 'Start a room',
  yourRooms: 'Your rooms',
  pictures: (n: number) => plural(n, 'picture'),
  yourName: 'Your name',
  nameMissing: 'The others need something to call you.',
  invited: 'You are invited',
  /** Around the room's name. */
  invitedTo: { before: 'You are invited to ', after: '' },
  join: 'Join',
  or: 'or',
  you: 'You',
  youAre: (name: string) => `You: ${name}`,
  guest: 'A guest, known to this browser alone',
  signedIn: 'Signed in',
  changeName: 'Change your name',
  keep: 'Keep',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  signOutQuestion: 'Sign out?',
  signOutOfGuest:
    'As a guest you are known to this browser alone: you could not come back as who you are now. Rooms and pictures stay for the others in them, and their links let you in again. What you typed and did not send is forgotten.',
  stay: 'Stay',
  stillSignedIn: 'The server does not answer, so you are still signed in. Try again in a moment.',
  unreachable: 'The server does not answer. Nothing is lost; try again in a moment.',
  signInDeclined: 'You were not signed in, because it was declined there. Nothing has changed here.',
  signInFailed: 'Signing in did not work. Nothing has changed here; try again in a moment.',
  yourData: 'Your data',
};
