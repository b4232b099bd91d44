'use client';

import { type ComponentType, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { showWriting } from '../../lib/doing.ts';
import { setPrompt, useDraft } from '../../lib/draft.ts';
import { WIDE } from '../../lib/use-media.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { cn } from '../../ui/cn.ts';
import { inputStyles } from '../../ui/field.tsx';
import type { EditorProps, Left } from './prompt-editor.tsx';

/**
 * Where prompts are written: one line that grows to six, then scrolls. The room's text has an editor, which is large and comes after the
 * page; until then, and for a private draft, a plain box does.
 */
export function PromptBox({ error, note }: { error: string | undefined; note: string | undefined }) {
  const text = useDraft((draft) => draft.sharedText);
  const isPrivate = useDraft((draft) => draft.isPrivate);
  const focusRequests = useDraft((draft) => draft.focusRequests);
  const isReadOnly = useFeed((feed) => feed.you?.role === 'viewer');
  const { prompt: words } = useTexts();
  const plain = useRef<HTMLTextAreaElement>(null);
  const left = useRef<Left>({ selection: null, focusRequests: 0 });
  const Editor = useEditor(plain, text !== null);
  const hint = words.placeholder;
  const describedBy = error ? 'prompt-error' : undefined;
  const shared = { label: words.prompt, isReadOnly, hint, describedBy, isInvalid: error !== undefined };

  return (
    <>
      {Editor && text && !isPrivate ? (
        <Editor key={keyOf(text)} text={text} left={left} focusRequests={focusRequests} {...shared} />
      ) : (
        <PlainBox box={plain} left={left} focusRequests={focusRequests} {...shared} />
      )}
      {note && !error && <p className="mt-1.5 text-muted text-xs">{note}</p>}
      {error && (
        <p id="prompt-error" role="alert" className="mt-1.5 text-warn text-xs">
          {error}
        </p>
      )}
    </>
  );
}

const keys = new WeakMap<object, number>();
let lastKey = 0;
/** Of this very text: the one that follows when it begins anew has another. */
function keyOf(text: object): number {
  const key = keys.get(text) ?? ++lastKey;
  keys.set(text, key);
  return key;
}

type PlainBoxProps = Pick<
  EditorProps,
  'left' | 'label' | 'focusRequests' | 'hint' | 'describedBy' | 'isInvalid' | 'isReadOnly'
> & {
  box: React.RefObject<HTMLTextAreaElement | null>;
};

function PlainBox({ box, left, label, focusRequests, hint, describedBy, isInvalid, isReadOnly }: PlainBoxProps) {
  const prompt = useDraft((draft) => draft.prompt);

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
    left.current.focusRequests = focusRequests;
  }, [box, left, focusRequests]);

  // Before it is gone: whoever types in it types on in the next.
  useLayoutEffect(() => {
    const element = box.current;
    return () => {
      if (element === document.activeElement && element)
        left.current.selection = { start: element.selectionStart, end: element.selectionEnd };
    };
  }, [box, left]);

  return (
    <textarea
      ref={box}
      rows={1}
      dir="auto"
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      placeholder={hint}
      readOnly={isReadOnly}
      value={prompt}
      onChange={(event) => {
        showWriting();
        setPrompt(event.target.value);
      }}
      enterKeyHint="enter"
      className={cn(inputStyles, 'block max-h-[11.75rem] min-h-12 resize-none py-[0.5625rem] leading-7')}
    />
  );
}

/** Brings the editor once there is a text for it. */
function useEditor(plain: React.RefObject<HTMLTextAreaElement | null>, isWanted: boolean) {
  const [Editor, setEditor] = useState<ComponentType<EditorProps> | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    void import('./prompt-editor.tsx').then(({ PromptEditor }) => {
      afterComposing(plain.current, () => isGone || setEditor(() => PromptEditor));
    });
    return () => {
      isGone = true;
    };
  }, [plain, isWanted]);
  return Editor;
}

const composing = new WeakSet<EventTarget>();
if (typeof document !== 'undefined') {
  document.addEventListener('compositionstart', ({ target }) => target && composing.add(target), true);
  document.addEventListener('compositionend', ({ target }) => target && composing.delete(target), true);
}

/** An input method that is at a word would lose it with its box. */
function afterComposing(box: HTMLElement | null, act: () => void): void {
  if (box && composing.has(box)) box.addEventListener('compositionend', () => setTimeout(act), { once: true });
  else act();
}
