import type { Explain } from '../en/errors.ts';
import { numbersIn, rangeIn } from '../numbers-in.ts';
import type { Texts } from '../use-texts.ts';

const within = (message: string, what: string) => {
  const range = rangeIn(message);
  return range ? `Von ${range[0]} bis ${range[1]} ${what}.` : `Diese Angabe passt nicht: ${what}.`;
};

const byCode: Explain = {
  bad_request: ({ message }) => `So passt die Anfrage nicht: ${message}`,
  prompt_empty: () => 'Schreib, was das Bild zeigen soll.',
  prompt_invalid: () => 'Dieser Prompt ist zu lang oder enthält etwas, das nicht hineingehört.',
  steps_invalid: ({ message }) => within(message, 'Schritte'),
  guidance_invalid: ({ message }) => within(message, 'Guidance-Stärke'),
  size_invalid: ({ message }) => within(message, `Pixel je Seite, Vielfache von ${numbersIn(message).at(-1) ?? '16'}`),
  seed_invalid: () => 'Der Seed ist eine ganze Zahl.',
  count_invalid: ({ message }) => within(message, 'Bilder'),
  strength_invalid: () => 'Die Stärke geht von 10 bis 100 % und gehört zu einem Bild, mit dem es beginnt.',
  upload_invalid: ({ message }) => {
    if (/pixels/.test(message)) return 'Das Bild hat mehr als 40 Millionen Pixel. Bring eine kleinere Kopie mit.';
    if (/^Only/.test(message)) return 'Nur Bilder in PNG, JPEG und WebP können mitgebracht werden.';
    return 'Die Datei ist beschädigt oder nicht, was sie zu sein scheint.';
  },
  upload_too_large: () => 'Die Datei ist größer als 10 MB.',
  name_invalid: () => 'Dieser Name geht nicht: 1 bis 60 Zeichen.',
  stopped_by_room: () => 'Der Raum hat es angehalten.',
  model_unknown: () => 'Dieses Modell gibt es hier nicht.',
  unauthenticated: () => 'Sag erst, wie du heißt, oder melde dich an.',
  not_member: () => 'Öffne erst den Raum.',
  forbidden: () => 'Das darfst du hier nicht.',
  origin_refused: () => 'Diese Seite darf nicht für Darkroom handeln.',
  sign_in_refused: () => 'Du wurdest nicht angemeldet, so wie du oder dein Konto dort es wollte.',
  not_found: () => 'Hier ist nichts.',
  room_not_found: () => 'Diesen Raum gibt es nicht. Prüf den Link.',
  generation_not_found: () => 'Diesen Prompt gibt es in diesem Raum nicht.',
  removed: () => 'Du wurdest aus diesem Raum entfernt.',
  room_deleted: () => 'Dieser Raum wurde gelöscht.',
  room_locked: () => 'Dieser Raum ist geschlossen: Es kommt niemand Neues mehr herein.',
  invite_invalid: () => 'Diese Einladung gilt nicht mehr. Bitte um eine neue.',
  last_host: () => 'Der Raum braucht jemanden, der ihn leitet. Mach zuerst jemand anderen dazu.',
  parent_not_found: () => 'Das Bild, auf das dies zurückgeht, gibt es in diesem Raum nicht mehr.',
  source_not_found: () => 'Das Bild, mit dem es beginnt, gibt es nicht mehr.',
  upload_not_found: () => 'Das mitgebrachte Bild ist nicht mehr da. Bring es noch einmal mit.',
  draft_invalid: () => 'Diese Änderung passt nicht in den Text des Raums.',
  draft_full: () => 'Der Text des Raums würde damit zu lang.',
  draft_renewed: () => 'Der Text des Raums hat neu begonnen. Was du geschrieben hast, bleibt.',
  conflict: () => 'Das passt nicht mehr zu dem, was inzwischen hier steht.',
  payload_too_large: () => 'Das ist zu groß.',
  queue_full: ({ message }) =>
    `Von dir warten schon ${numbersIn(message)[0] ?? 'viele'} Prompts. Lass erst einige davon fertig werden.`,
  rate_limited: ({ retryAfterMs }) => {
    const seconds = Math.max(1, Math.ceil((retryAfterMs ?? 1000) / 1000));
    return `Das war viel auf einmal. Versuch es in ${seconds === 1 ? 'einer Sekunde' : `${seconds} Sekunden`} noch einmal.`;
  },
  too_many_connections: () => 'Darkroom ist in zu vielen Tabs offen. Schließ einige und versuch es noch einmal.',
  sign_in_failed: () => 'Die Anmeldung hat nicht geklappt. Versuch es noch einmal.',
  internal: () => 'Bei uns ist etwas schiefgegangen. Es ist notiert.',
  model_refused: ({ message }) => `Das Modell hat den Prompt abgelehnt: ${message}`,
  model_failed: ({ message }) => `Das Modell ist daran gescheitert: ${message}`,
  unavailable: () => 'Ein Teil von Darkroom ist gerade nicht da. Nichts ist verloren; versuch es noch einmal.',
  model_away: () => 'Das Modell ist gerade nicht da. Versuch es gleich noch einmal.',
};

export const errors: Texts['errors'] = {
  unreachable: 'Der Server antwortet nicht.',
  tooManyTabs: 'Darkroom ist in zu vielen Tabs offen. Schließ einige und versuch es noch einmal.',
  explain: (refusal) => byCode[refusal.code]?.(refusal) ?? refusal.message,
};
