'use client';

import type { Room } from '@darkroom/protocol';
import { type FormEvent, useState } from 'react';
import { command, useFeed } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { attempt } from './attempt.ts';

/** Asks for the room's name: nobody deletes a room by a slip of the hand. */
export function DeleteRoom({ room, onBack }: { room: Room; onBack: () => void }) {
  const { members } = useAllTexts();
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isMeant = typed.trim() === room.name.trim();

  async function remove(event: FormEvent) {
    event.preventDefault();
    if (!isMeant) return;
    setBusy(true);
    // The connection closes with the room, perhaps before the answer: then the page has said so already.
    const work = command('room:delete', { roomId: room.id }).catch((error: unknown) => {
      if (useFeed.getState().refused?.code !== 'room_deleted') throw error;
      return {};
    });
    if (!(await attempt(work))) setBusy(false);
  }

  return (
    <form onSubmit={remove} className="flex flex-col gap-4">
      <p className="text-muted">{members.deleteRoomText}</p>
      <Field label={members.deleteRoomName(room.name)}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onBack}>{members.keep}</Button>
        <Button kind="accent" type="submit" disabled={!isMeant || isBusy}>
          {members.deleteRoomNow}
        </Button>
      </div>
    </form>
  );
}
