'use client';

import { useRef } from 'react';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { PictureIcon } from '../../ui/icons.tsx';
import { take, useBringing } from './bringing.ts';

/** Picks a file to start from; dropping or pasting one does the same. */
export function BringButton() {
  const { building } = useAllTexts();
  const isSending = useBringing((bringing) => bringing.isSending);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        kind="quiet"
        size="icon48"
        className="max-sm:-ml-3"
        aria-label={isSending ? building.bringing : building.bring}
        aria-busy={isSending}
        title={building.bring}
        disabled={isSending}
        onClick={() => input.current?.click()}
      >
        <PictureIcon className={isSending ? 'animate-breathe' : undefined} />
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        aria-label={building.bring}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file may be picked again.
          event.target.value = '';
        }}
      />
    </>
  );
}
