import type { AllTexts } from '../use-texts.ts';

export const mine: AllTexts['mine'] = {
  title: 'Deine Daten',
  exportHint:
    'Alle deine Prompts mit ihren Einstellungen und deine Bilder, als eine Zip-Datei. Große brauchen eine Weile; ein paar Mal in der Stunde.',
  export: 'Alles herunterladen',
  shares: 'Links, die du zurücknehmen kannst',
  looking: 'Wird nachgesehen…',
  noShares: 'Kein Bild ist über einen Link geteilt.',
  takeBack: 'Zurücknehmen',
  takeBackOf: (prompt) => `Den Link zu „${prompt}“ zurücknehmen`,
  deleteHint: 'Dein Name, deine Räume und was sonst hier dir gehört, ist dann für immer weg.',
  delete: 'Dich löschen…',
  deleteTitle: 'Dich löschen?',
  whatGoes:
    'Du wirst überall sofort abgemeldet. Dein Name, deine Reaktionen, Favoriten, Links und mitgebrachten Bilder verschwinden. Ein Raum, den nur du geleitet hast, bekommt jemand anderen; einer, in dem sonst niemand ist, verschwindet mit allem darin. Nichts davon kommt zurück.',
  yourPictures: 'Deine Prompts und Bilder',
  picturesGo: 'Verschwinden mit dir',
  picturesGoHint: 'Auch für die anderen in ihren Räumen.',
  picturesStay: 'Bleiben ohne deinen Namen',
  picturesStayHint: 'Die anderen behalten sie, als Werk von jemandem, der nicht mehr hier ist.',
  typeYourName: (name) => `Gib deinen Namen ein, ${name}, um weiterzumachen`,
  notYourName: 'Das ist nicht dein Name.',
  deleteNow: 'Mich löschen',
};
