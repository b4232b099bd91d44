import { takeBack, type Unsent } from '../../lib/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { LineItem } from './line-item.tsx';

/** A prompt on its way: kept in this browser until the server has it. */
export const UnsentItem = ({ entry }: { entry: Unsent }) => (
  <LineItem
    prompt={entry.request.prompt}
    note={<span className="text-text">Sending…</span>}
    by={entry.reason && <span className="text-warn">{entry.reason}</span>}
    actions={
      <Button kind="quiet" size="small" onClick={() => takeBack(entry.request.id)}>
        Take back
      </Button>
    }
  />
);
