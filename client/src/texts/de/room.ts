import { plural } from '../intl.ts';
import type { Texts } from '../use-texts.ts';

export const room: Texts['room'] = {
  opening: 'Der Raum wird geöffnet',
  missing: 'Diesen Raum gibt es nicht. Prüf den Link.',
  cannotOpen: 'Der Raum lässt sich gerade nicht öffnen.',
  rename: 'Raum umbenennen',
  name: 'Name des Raums',
  keepsName: 'Der Raum behält seinen Namen.',
  invite: 'Einladen',
  linkCopied: 'Der Link ist kopiert. Wer ihn hat, kann eintreten.',
  copyThisLink: 'Mit diesem Link lädst du andere ein:',
  notConnected: 'Nicht verbunden. Alles, was du tippst, bleibt erhalten.',
  peopleHere: 'Wer hier ist',
  everybodyHere: 'Alle hier',
  morePeople: (n) => plural(n, 'weitere Person', 'weitere Personen', 'de'),
  you: '(du)',
  host: '· leitet den Raum',
  developing: 'Entwickelt sich',
  half: 'Zur Hälfte fertig',
  finished: 'Fertig',
  pictureDone: 'Dein Bild ist fertig',
  tellMe: 'Sag mir, wenn mein Bild fertig ist',
  mayNotTell:
    'Dieser Browser lässt Darkroom nichts melden. Erlaub Mitteilungen für diese Seite in seinen Einstellungen und versuch es noch einmal.',
  failed: (reason) => `Fehlgeschlagen. ${reason}`,
  cancelled: 'Abgebrochen',
  news: (state, prompt) => `${state}: ${prompt}`,
};
