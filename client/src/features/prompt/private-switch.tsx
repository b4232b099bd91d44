'use client';

import { focusPrompt, setPrivate, useDraft } from '../../lib/draft.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { LockIcon } from '../../ui/icons.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

/** Between the text that the room writes together and a draft that only I see. Each keeps what was written in it. */
export function PrivateSwitch() {
  const isPrivate = useDraft((draft) => draft.isPrivate);
  const { writing } = useTexts();
  const change = () => {
    setPrivate(!isPrivate);
    focusPrompt();
  };
  return (
    <Tooltip text={isPrivate ? writing.toShared : writing.toPrivate}>
      <Button
        kind="quiet"
        aria-label={writing.privateDraft}
        aria-pressed={isPrivate}
        className={cn('size-11 px-0 sm:size-12 md:size-12', isPrivate && 'bg-raised text-text')}
        onClick={change}
      >
        <LockIcon />
      </Button>
    </Tooltip>
  );
}
