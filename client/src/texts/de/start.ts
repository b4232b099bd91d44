import { plural } from '../intl.ts';
import type { Texts } from '../use-texts.ts';

export const start: Texts['start'] = {
  startRoom: 'Raum öffnen',
  yourRooms: 'Deine Räume',
  pictures: (n) => plural(n, 'Bild', 'Bilder', 'de'),
  yourName: 'Dein Name',
  nameMissing: 'Die anderen brauchen einen Namen für dich.',
  invited: 'Du bist eingeladen',
  invitedTo: { before: 'Du bist eingeladen: ', after: '' },
  join: 'Eintreten',
  or: 'oder',
  you: 'Du',
  youAre: (name) => `Du: ${name}`,
  guest: 'Gast, nur diesem Browser bekannt',
  signedIn: 'Angemeldet',
  changeName: 'Namen ändern',
  keep: 'Übernehmen',
  signOut: 'Abmelden',
  signOutEverywhere: 'Überall abmelden',
  signOutQuestion: 'Abmelden?',
  signOutOfGuest:
    'Als Gast kennt dich nur dieser Browser: Du könntest nicht als dieselbe Person zurückkommen. Räume und Bilder bleiben für die anderen darin, und ihre Links lassen dich wieder ein. Was du getippt und nicht gesendet hast, wird vergessen.',
  stay: 'Bleiben',
  stillSignedIn: 'Der Server antwortet nicht, du bist also noch angemeldet. Versuch es gleich noch einmal.',
  unreachable: 'Der Server antwortet nicht. Nichts ist verloren; versuch es gleich noch einmal.',
  signInDeclined: 'Du wurdest nicht angemeldet, weil es dort abgelehnt wurde. Hier hat sich nichts geändert.',
  signInFailed: 'Die Anmeldung hat nicht geklappt. Hier hat sich nichts geändert; versuch es gleich noch einmal.',
  yourData: 'Deine Daten',
};
