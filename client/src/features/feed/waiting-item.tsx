import type { Generation } from '@darkroom/protocol';
import type { PlaceView } from '../../lib/feed/reducer.ts';
import { placeInLine } from '../../lib/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { CancelButton, useMayAct } from './actions.tsx';
import { Author } from './author.tsx';
import { LineItem } from './line-item.tsx';

type WaitingItemProps = {
  generation: Generation;
  place: PlaceView | undefined;
  /** Null while not connected or while the model is away: nobody knows how the line moves. */
  now: number | null;
};

export function WaitingItem({ generation, place, now }: WaitingItemProps) {
  const texts = useTexts();
  const mayAct = useMayAct(generation);
  return (
    <LineItem
      prompt={generation.prompt}
      note={
        <>
          <span className="figures text-text">
            {place
              ? placeInLine(place.place, now === null ? null : place.readyAtMs, now ?? 0, texts)
              : texts.feed.inLine}
          </span>
          {generation.count > 1 && <span className="figures">{texts.feed.pictures(generation.count)}</span>}
        </>
      }
      by={<Author generation={generation} />}
      actions={mayAct && <CancelButton generation={generation} />}
    />
  );
}
