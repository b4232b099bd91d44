'use client';

import { focusPrompt, setPrivate, useDraft } from '../../lib/draft.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
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
        kind={isPrivate ? 'pressed' : 'quiet'}
        size="icon48"
        aria-label={writing.privateDraft}
        aria-pressed={isPrivate}
        onClick={change}
      >
        <LockIcon />
      </Button>
    </Tooltip>
  );
}
