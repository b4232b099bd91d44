import { useFeed } from '../../lib/connection.ts';
import { takeBack, type Unsent } from '../../lib/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { LineItem } from './line-item.tsx';

/** A prompt on its way: kept in this browser until the server has it. */
export function UnsentItem({ entry }: { entry: Unsent }) {
  const isLive = useFeed((feed) => feed.status === 'live');
  return (
    <LineItem
      prompt={entry.request.prompt}
      note={<span className="text-text">{isLive ? 'Sending…' : 'Kept, sent when connected'}</span>}
      by={entry.reason && <span className="text-warn">{entry.reason}</span>}
      actions={
        <Button kind="quiet" size="small" onClick={() => takeBack(entry.request.id)}>
          Take back
        </Button>
      }
    />
  );
}
