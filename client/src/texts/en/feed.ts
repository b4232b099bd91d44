import { ordinal, plural } from '../intl.ts';

/** What is in the making. */
export const feed = {
  inTheTray: 'In the tray',
  promptsWaiting: (n: number) => `${plural(n, 'prompt')} waiting`,
  modelAway: 'The model is away. Your prompt keeps its place.',
  nextGoesIn: 'The next one goes in at once.',
  empty: 'Nothing is developing. Write a prompt below.',
  you: 'you',
  finished: 'Finished',
  developing: 'Developing',
  developingStep: (step: number, steps: number) => `Developing, step ${step} of ${steps}`,
  pictureOf: (n: number, count: number) => `picture ${n} of ${count}`,
  pictures: (n: number) => plural(n, 'picture'),
  inLine: 'In line',
  place: (place: number) => `${ordinal(place)} in line`,
  anyMoment: (line: string) => `${line}, any moment`,
  about: (line: string, left: string) => `${line}, about ${left}`,
  between: (line: string, left: string) => `${line}, ${left}`,
  failed: 'It did not develop.',
  retry: 'Retry',
  dismiss: 'Dismiss',
  sending: 'Sending…',
  kept: 'Kept, sent when connected',
  takeBack: 'Take back',
};
