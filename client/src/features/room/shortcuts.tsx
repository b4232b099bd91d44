'use client';

import { useEffect, useRef, useState } from 'react';
import { focusPrompt } from '../../lib/draft.ts';
import { isSingleKey, openSingleKeys, searchField } from '../../lib/single-keys.ts';
import { later } from '../../ui/later.tsx';
import type { ShortcutSheetProps } from './shortcut-sheet.tsx';

/** Comes when somebody asks for it. */
const ShortcutSheet = later<ShortcutSheetProps>(() =>
  import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet),
);

const ASK = 'darkroom:shortcuts';

/** Opens the sheet from elsewhere: a menu, for whoever has turned "?" off or has no such key. */
export const showShortcuts = () => dispatchEvent(new Event(ASK));

/** "?" shows what can be done with keys, "p" goes to the prompt, "/" to the search. */
export function Shortcuts() {
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const focusedBefore = useRef<HTMLElement>(null);

  useEffect(() => {
    openSingleKeys();
    const open = () => {
      // A menu that leads here is gone afterwards; its button is not.
      const menuButton = document.querySelector<HTMLElement>('[aria-haspopup=menu][aria-expanded=true]');
      const focused = document.activeElement;
      focusedBefore.current = menuButton ?? (focused instanceof HTMLElement ? focused : null);
      setWanted(true);
      setOpen(true);
    };
    const decide = (event: KeyboardEvent) => {
      if (isSingleKey(event, '?')) open();
      else if (isSingleKey(event, 'p')) {
        // The letter itself must not end up in the box.
        event.preventDefault();
        focusPrompt();
      } else if (isSingleKey(event, '/')) {
        event.preventDefault();
        searchField()?.focus();
      }
    };
    document.addEventListener('keydown', decide);
    addEventListener(ASK, open);
    return () => {
      document.removeEventListener('keydown', decide);
      removeEventListener(ASK, open);
    };
  }, []);

  return isWanted && <ShortcutSheet isOpen={isOpen} onClose={() => setOpen(false)} returnTo={focusedBefore} />;
}
