import { plural } from '../intl.ts';
import type { Texts } from '../use-texts.ts';

export const feed: Texts['feed'] = {
  inTheTray: 'In der Schale',
  promptsWaiting: (n) => `${plural(n, 'Prompt', 'Prompts', 'de')} in der Reihe`,
  modelAway: 'Das Modell ist gerade nicht da. Dein Prompt behält seinen Platz.',
  nextGoesIn: 'Das nächste kommt gleich hinein.',
  empty: 'Gerade entwickelt sich nichts. Schreib unten einen Prompt.',
  you: 'du',
  finished: 'Fertig',
  developing: 'Entwickelt sich',
  developingStep: (step, steps) => `Entwickelt sich, Schritt ${step} von ${steps}`,
  pictureOf: (n, count) => `Bild ${n} von ${count}`,
  pictures: (n) => plural(n, 'Bild', 'Bilder', 'de'),
  inLine: 'In der Reihe',
  place: (place) => `${place}. in der Reihe`,
  anyMoment: (line) => `${line}, jeden Moment`,
  about: (line, left) => `${line}, etwa ${left}`,
  between: (line, left) => `${line}, ${left}`,
  failed: 'Es hat sich nicht entwickelt.',
  retry: 'Noch einmal',
  dismiss: 'Wegräumen',
  sending: 'Wird gesendet…',
  kept: 'Aufgehoben, wird bei Verbindung gesendet',
  takeBack: 'Zurücknehmen',
};
