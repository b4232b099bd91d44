'use client';

import type { Room } from '@darkroom/protocol';
import { Switch } from 'radix-ui';
import { useId } from 'react';
import { command } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { attempt } from './attempt.ts';

/** Shows how the room stands, whoever of its hosts turned it. */
export function LockSwitch({ room }: { room: Room }) {
  const { members } = useAllTexts();
  const id = useId();
  const hintId = `${id}-hint`;
  const turn = (isLocked: boolean) => void attempt(command('room:lock', { roomId: room.id, isLocked }));
  return (
    <div className="flex items-center gap-4 border-line border-t pt-4">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-sm">
          {members.lock}
        </label>
        <p id={hintId} className="text-muted text-xs">
          {members.lockHint}
        </p>
      </div>
      <span className="flex h-11 items-center">
        <Switch.Root
          id={id}
          aria-describedby={hintId}
          checked={room.isLocked}
          onCheckedChange={turn}
          className="relative h-6 w-11 shrink-0 rounded-full border border-line bg-ground transition-colors before:absolute before:-inset-3 data-[state=checked]:border-safelight data-[state=checked]:bg-safelight"
        >
          <Switch.Thumb className="block size-4 translate-x-0.5 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-6 data-[state=checked]:bg-on-accent" />
        </Switch.Root>
      </span>
    </div>
  );
}
