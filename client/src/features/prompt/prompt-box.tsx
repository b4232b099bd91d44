'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
import { setPrompt, useDraft } from '../../lib/draft.ts';
import { WIDE } from '../../lib/use-media.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { cn } from '../../ui/cn.ts';
import { inputStyles } from '../../ui/field.tsx';

/** Where prompts are written: one line that grows to six, then scrolls. */
export function PromptBox({ error, note }: { error: string | undefined; note: string | undefined }) {
  const { prompt: words } = useTexts();
  const box = useRef<HTMLTextAreaElement>(null);
  const prompt = useDraft((draft) => draft.prompt);
  const focusRequests = useDraft((draft) => draft.focusRequests);

  // After every change, wherever it came from: typing, an idea, a picture's settings.
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  });

  // On a phone the keyboard would cover the room before anybody has seen it.
  useEffect(() => {
    if (focusRequests > 0 || matchMedia(WIDE).matches) box.current?.focus();
    box.current?.setSelectionRange(box.current.value.length, box.current.value.length);
  }, [focusRequests]);

  return (
    <>
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        aria-label={words.prompt}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'prompt-error' : undefined}
        placeholder={words.placeholder}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
        enterKeyHint="enter"
        className={cn(inputStyles, 'block max-h-[10.1rem] min-h-12 resize-none py-[0.6875rem] leading-6')}
      />
      {note && !error && <p className="mt-1.5 text-muted text-xs">{note}</p>}
      {error && (
        <p id="prompt-error" role="alert" className="mt-1.5 text-warn text-xs">
          {error}
        </p>
      )}
    </>
  );
}
