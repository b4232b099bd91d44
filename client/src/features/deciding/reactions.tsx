'use client';

import type { Marks, ReactionKind } from '@darkroom/protocol';
import { useFeed } from '../../lib/connection.ts';
import { react, useMarks } from '../../lib/marks/store.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { cn } from '../../ui/cn.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { KINDS, REACTION_ICONS } from './icons.tsx';
import { useMayDecide } from './use-may-decide.ts';

/** Everyone's reactions to the open picture; a press sets or takes back one's own. */
export function Reactions({ pictureKey }: { pictureKey: string }) {
  const marks = useMarks(pictureKey);
  const { deciding } = useAllTexts();
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{deciding.reactions}</legend>
      {KINDS.map((kind) => (
        <ReactionButton key={kind} kind={kind} marks={marks} onSet={(isOn) => react(pictureKey, kind, isOn)} />
      ))}
    </fieldset>
  );
}

type ReactionButtonProps = { kind: ReactionKind; marks: Marks; onSet: (isOn: boolean) => void };

function ReactionButton({ kind, marks, onSet }: ReactionButtonProps) {
  const { deciding } = useAllTexts();
  const mayDecide = useMayDecide();
  const Icon = REACTION_ICONS[kind];
  const isMine = marks.mine.includes(kind);
  const reaction = marks.reactions.find((each) => each.kind === kind);
  const count = reaction?.count ?? 0;
  const names = useNames(reaction);
  return (
    <Tooltip text={<bdi>{names ? `${deciding.kinds[kind]}: ${names}` : deciding.kinds[kind]}</bdi>}>
      <button
        type="button"
        aria-pressed={isMine}
        aria-label={deciding.counted(deciding.kinds[kind], count)}
        disabled={!mayDecide}
        onClick={() => onSet(!isMine)}
        className={cn(
          'inline-flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-full border px-2.5 text-sm transition-colors md:h-9 md:min-w-10',
          isMine
            ? 'border-safelight text-safelight'
            : [
                'border-line enabled:hover:border-muted enabled:hover:text-text',
                count > 0 ? 'text-text' : 'text-muted',
              ],
        )}
      >
        <Icon />
        {count > 0 && <span className="figures">{count}</span>}
      </button>
    </Tooltip>
  );
}

/** "you, Ben and 3 more". */
function useNames(reaction: Marks['reactions'][number] | undefined): string {
  const { deciding } = useAllTexts();
  const youId = useFeed((feed) => feed.you?.id);
  if (!reaction) return '';
  const names = reaction.people.map(({ id, name }) => (id === youId ? deciding.you : name));
  return deciding.named(names, reaction.count - names.length);
}
