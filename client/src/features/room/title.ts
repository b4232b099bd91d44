/** What the tab's title says of my own prompts; the room's name always stands in it. Pure. */
import type { FeedState } from '../../lib/feed/reducer.ts';
import type { Texts } from '../../texts/use-texts.ts';
import { shareDone } from './news.ts';

type Feed = Pick<FeedState, 'generations' | 'places' | 'progress' | 'room' | 'you'>;

/** By tens, so that a row of tabs does not flicker with each step. */
const percent = (share: number) => Math.floor(share * 10) * 10;

/** "(60%) Night shift", "2nd in line · Night shift", or the name alone. */
export function titleOf({ generations, places, progress, room, you }: Feed, words: Texts['feed']): string {
  const name = room?.name ?? 'Darkroom';
  const mine = Object.values(generations).filter(({ author }) => author.id === you?.id);
  const developing = mine.filter(({ status }) => status === 'developing');
  if (developing.length > 0) {
    const furthest = Math.max(...developing.map((generation) => shareDone(generation, progress[generation.id])));
    return `(${percent(furthest)}%) ${name}`;
  }
  const waiting = mine.flatMap(({ id, status }) => (status === 'queued' ? (places[id]?.place ?? []) : []));
  return waiting.length > 0 ? `${words.place(Math.min(...waiting))} · ${name}` : name;
}
