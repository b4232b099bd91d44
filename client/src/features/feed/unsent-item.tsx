import { useFeed } from '../../lib/connection.ts';
import { takeBack, type Unsent } from '../../lib/outbox.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { LineItem } from './line-item.tsx';

/** A prompt on its way: kept in this browser until the server has it. */
export function UnsentItem({ entry }: { entry: Unsent }) {
  const { errors, feed } = useTexts();
  const isLive = useFeed(({ status }) => status === 'live');
  return (
    <LineItem
      prompt={entry.request.prompt}
      note={<span className="text-text">{isLive ? feed.sending : feed.kept}</span>}
      by={entry.reason && <span className="text-warn">{errors.explain(entry.reason)}</span>}
      actions={
        <Button kind="quiet" size="small" onClick={() => takeBack(entry.request.id)}>
          {feed.takeBack}
        </Button>
      }
    />
  );
}
