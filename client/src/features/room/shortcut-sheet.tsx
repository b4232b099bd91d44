'use client';

import { Switch } from 'radix-ui';
import type { RefObject } from 'react';
import { searchField, setSingleKeys, useSingleKeys } from '../../lib/single-keys.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import type { AllTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export type ShortcutSheetProps = { isOpen: boolean; onClose: () => void; returnTo: RefObject<HTMLElement | null> };

type Entry = { keys: string[]; text: string; isSingle?: true };

/** Keys in the order of the page; `isSingle` marks those that can be turned off. */
const entriesOf = (keys: AllTexts['keys']): Entry[] => [
  { keys: [keys.control, 'Enter'], text: keys.develop },
  { keys: ['P'], text: keys.goToPrompt, isSingle: true },
  ...(searchField() ? [{ keys: ['/'], text: keys.search, isSingle: true as const }] : []),
  { keys: ['←', '→'], text: keys.walk },
  { keys: ['↑', '↓'], text: keys.step },
  { keys: ['Esc'], text: keys.close },
  { keys: ['?'], text: keys.showSheet, isSingle: true },
];

/** All that can be done with keys. */
export function ShortcutSheet({ isOpen, onClose, returnTo }: ShortcutSheetProps) {
  const { common, keys } = useAllTexts();
  const areOn = useSingleKeys((state) => state.areOn);
  return (
    <Dialog title={keys.title} isOpen={isOpen} onClose={onClose} returnTo={returnTo}>
      <dl className="divide-y divide-line/70 text-sm">
        {entriesOf(keys).map((entry) => (
          <div key={entry.text} className="flex items-center justify-between gap-4 py-2.5">
            <dt className={entry.isSingle && !areOn ? 'text-muted line-through' : undefined}>{entry.text}</dt>
            <dd className="flex shrink-0 gap-1.5">
              {entry.keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-7 rounded-control border border-line bg-ground px-2 py-0.5 text-center font-mono text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex items-center justify-between gap-4 text-sm">
        <label id="single-keys-label" htmlFor="single-keys" className="text-muted">
          {keys.single}
        </label>
        <Switch.Root
          id="single-keys"
          aria-labelledby="single-keys-label"
          checked={areOn}
          onCheckedChange={setSingleKeys}
          className="relative h-6 w-10 shrink-0 rounded-full border border-line bg-ground transition-colors before:absolute before:-inset-3 data-[state=checked]:bg-raised"
        >
          <Switch.Thumb className="block size-4 translate-x-1 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-text" />
        </Switch.Root>
      </div>
      <Button className="self-end" onClick={onClose}>
        {common.close}
      </Button>
    </Dialog>
  );
}
