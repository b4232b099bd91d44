import type { AllTexts } from '../use-texts.ts';

export const sharing: AllTexts['sharing'] = {
  madeWithDarkroom: 'Gemacht mit Darkroom',
  madeBy: (name) => (name ? `Ein Bild von ${name}, gemacht mit Darkroom` : 'Ein Bild, gemacht mit Darkroom'),
  day: (iso) =>
    new Date(iso).toLocaleDateString('de', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  nothingHere: 'Hier wird nichts geteilt.',
  whyNothing: 'Der Link wurde zurückgenommen, sein Bild gelöscht, oder der Link ist nicht vollständig.',
  share: 'Teilen',
  shareTitle: 'Dieses Bild teilen',
  whatItShows:
    'Wer den Link hat, sieht dieses Bild, seinen Prompt, die Einstellungen und den Namen dessen, der es gemacht hat. In den Raum lässt er niemanden.',
  makeLink: 'Link erstellen',
  link: 'Link',
  copied: 'Der Link ist kopiert.',
  openPage: 'Öffnen',
  takeBack: 'Link zurücknehmen',
  takenBack: 'Der Link zeigt nichts mehr.',
};
