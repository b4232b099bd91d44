import type { Generation } from '@darkroom/protocol';
import { useHue } from '../../lib/connection.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useIsMine } from './actions.tsx';

/** Whose it is: a dot in their colour and the name; mine in the lamp's. */
export function Author({ generation }: { generation: Generation }) {
  const { common, feed } = useTexts();
  const isMine = useIsMine(generation);
  const { id, name } = generation.author;
  const hue = useHue(id);
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span
        aria-hidden
        className="size-1.5 shrink-0 rounded-full"
        style={{ backgroundColor: isMine ? 'var(--color-safelight)' : `oklch(0.78 0.09 ${hue})` }}
      />
      <bdi className="truncate">{isMine ? feed.you : name || common.someoneWhoLeft}</bdi>
    </span>
  );
}
