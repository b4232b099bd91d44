import type { Generation } from '@darkroom/protocol';
import { useTexts } from '../../texts/use-texts.ts';
import { DismissButton, RetryButton, useMayAct } from './actions.tsx';
import { Author } from './author.tsx';
import { LineItem } from './line-item.tsx';

export function FailedItem({ generation }: { generation: Generation }) {
  const { errors, feed } = useTexts();
  const mayAct = useMayAct(generation);
  return (
    <LineItem
      prompt={generation.prompt}
      note={<span className="text-warn">{generation.error ? errors.explain(generation.error) : feed.failed}</span>}
      by={<Author generation={generation} />}
      actions={
        mayAct && (
          <>
            <RetryButton generation={generation} />
            <DismissButton generation={generation} />
          </>
        )
      }
    />
  );
}
