'use client';

import { focusPrompt, setPrompt } from '../../lib/draft.ts';
import { ideasFor } from '../../lib/ideas.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';

type IdeasProps = { words: string[]; onPick: () => void; className: string };

/** Prompts that this model can do, to begin with. */
export function Ideas({ words, onPick, className }: IdeasProps) {
  const { settings } = useAllTexts();
  const pick = (idea: string) => {
    setPrompt(idea);
    onPick();
    focusPrompt();
  };
  return (
    <fieldset className={className}>
      <legend className="mb-1.5 text-muted text-sm">{settings.canDraw}</legend>
      <div className="flex flex-wrap gap-2">
        {ideasFor(words).map((idea) => (
          <Button key={idea} lang="en" kind="chip" size="chip" onClick={() => pick(idea)}>
            {idea}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
