'use client';

import { useEffect, useRef, useState } from 'react';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Input } from '../../ui/field.tsx';
import { CloseIcon, SearchIcon } from '../../ui/icons.tsx';
import { changeFilter } from './filter-route.ts';

/** Whoever types has not finished before that. */
const PAUSE_MS = 250;

/** Searches as one types. What one types without leaving the field is one step back in the history. */
export function SearchField({ q }: { q: string }) {
  const { gallery } = useAllTexts();
  const [text, setText] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  const isOneStep = useRef(false);
  const asked = useRef(q);
  // "Back", a link, or "show all" changed it from outside.
  useEffect(() => {
    if (q === asked.current) return;
    setText(q);
    asked.current = q;
    isOneStep.current = false;
  }, [q]);

  function ask(next: string) {
    if (next === asked.current) return;
    asked.current = next;
    changeFilter({ q: next }, isOneStep.current ? 'replace' : 'push');
    isOneStep.current = true;
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed starts the pause
  useEffect(() => {
    const timer = setTimeout(() => ask(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <search className="relative min-w-0 flex-1 md:w-64 md:flex-none">
      <SearchIcon className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
      <Input
        ref={field}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        dir="auto"
        maxLength={200}
        aria-label={gallery.search}
        placeholder={gallery.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          isOneStep.current = false;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(text.trim());
          if (event.key === 'Escape' && text) {
            event.stopPropagation();
            setText('');
          }
        }}
        look="search"
      />
      {text && (
        <button
          type="button"
          aria-label={gallery.clearSearch}
          className="absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-control text-muted hover:text-text md:w-9"
          onClick={() => {
            setText('');
            field.current?.focus();
          }}
        >
          <CloseIcon width={15} height={15} />
        </button>
      )}
    </search>
  );
}
