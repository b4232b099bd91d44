'use client';

import type { Member, Room } from '@darkroom/protocol';
import { useState } from 'react';
import { command } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { attempt } from './attempt.ts';

type RemovePersonProps = { room: Room; member: Member; onDone: () => void };

export function RemovePerson({ room, member, onDone }: RemovePersonProps) {
  const { members, common } = useAllTexts();
  const [isBusy, setBusy] = useState(false);
  async function remove() {
    setBusy(true);
    await attempt(command('person:remove', { roomId: room.id, userId: member.userId }));
    onDone();
  }
  return (
    <>
      <p className="text-muted">{members.removeText}</p>
      {!room.isLocked && <p className="text-muted">{members.removeOpen}</p>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onDone}>{common.cancel}</Button>
        <Button kind="accent" disabled={isBusy} onClick={remove}>
          {members.removeNow}
        </Button>
      </div>
    </>
  );
}
