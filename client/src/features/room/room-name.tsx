'use client';

import { type KeyboardEvent, useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { command } from '../../lib/connection.ts';
import { texts, useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { PencilIcon } from '../../ui/icons.tsx';
import { toast } from '../../ui/toast.tsx';

type RoomNameProps = { roomId: string | null; name: string; isHost: boolean };

/** The room's name; its host writes a new one in place. Enter or leaving the field keeps it, Esc does not. */
export function RoomName({ roomId, name, isHost }: RoomNameProps) {
  const { room } = useTexts();
  const [isEditing, setEditing] = useState(false);

  async function save(typed: string) {
    setEditing(false);
    const next = typed.trim();
    if (!roomId || !next || next === name) return;
    try {
      await command('room:rename', { roomId, name: next });
    } catch (error) {
      const { keepsName } = texts().room;
      toast(error instanceof ApiError ? `${keepsName} ${error.message}` : keepsName);
    }
  }

  if (isEditing) return <Editor name={name} onSave={save} onCancel={() => setEditing(false)} />;
  return (
    <div className="flex min-w-0 items-center">
      <h1 dir="auto" className="truncate px-1 font-medium text-sm md:text-base">
        {name}
      </h1>
      {isHost && (
        <Button kind="quiet" size="icon" aria-label={room.rename} onClick={() => setEditing(true)}>
          <PencilIcon width={15} height={15} />
        </Button>
      )}
    </div>
  );
}

type EditorProps = { name: string; onSave: (typed: string) => void; onCancel: () => void };

function Editor({ name, onSave, onCancel }: EditorProps) {
  const { room } = useTexts();
  const decide = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key !== 'Escape') return;
    event.currentTarget.value = name;
    onCancel();
  };
  return (
    <Input
      aria-label={room.name}
      dir="auto"
      maxLength={60}
      defaultValue={name}
      ref={(input) => {
        input?.focus();
        input?.select();
      }}
      onKeyDown={decide}
      onBlur={(event) => onSave(event.currentTarget.value)}
      look="title"
    />
  );
}
