import type { Texts } from '../use-texts.ts';

export const people: Texts['people'] = {
  open: 'Leute und Einladungen',
  locked: 'Abgeschlossen: nur Einladungen lassen herein',
  lockedInvite: 'Der Raum ist abgeschlossen. Wer ihn leitet, kann Leute einladen.',
  youAre: {
    host: 'Du leitest jetzt den Raum.',
    member: 'Du machst jetzt als Mitglied mit.',
    viewer: 'Du kannst jetzt nur noch zusehen.',
  },
  lookingOn: 'Du siehst zu.',
  lookingOnHint: 'Wer den Raum leitet, kann dich mitmachen lassen.',
  nothingDevelops: 'Gerade entwickelt sich nichts.',
  toFirstPage: 'Zur ersten Seite',
  closed: {
    removed: {
      title: 'Aus dem Raum entfernt',
      text: 'Wer ihn leitet, hat dich entfernt. Was du dort gemacht hast, bleibt.',
    },
    room_deleted: {
      title: 'Dieser Raum wurde gelöscht',
      text: 'Wer ihn leitet, hat ihn mit allen Bildern darin gelöscht.',
    },
    room_locked: {
      title: 'Dieser Raum ist abgeschlossen',
      text: 'Sein Link lässt niemand Neues herein. Bitte um eine Einladung.',
    },
    invite_invalid: {
      title: 'Diese Einladung gilt nicht mehr',
      text: 'Sie ist abgelaufen oder wurde zurückgezogen. Bitte um eine neue.',
    },
  },
};
