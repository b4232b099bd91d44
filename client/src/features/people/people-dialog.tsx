'use client';

import type { Member, Room } from '@darkroom/protocol';
import { type RefObject, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { showPeople, useMembers } from '../../lib/people.ts';
import { copyInvite } from '../../lib/room-link.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CloseIcon, LinkIcon } from '../../ui/icons.tsx';
import { DeleteRoom } from './delete-room.tsx';
import { Invites } from './invites.tsx';
import { LockSwitch } from './lock-switch.tsx';
import { MemberRow } from './member-row.tsx';
import { RemovePerson } from './remove-person.tsx';
import { RemovedPeople } from './removed-people.tsx';

export type PeopleDialogProps = { slug: string; returnTo: RefObject<HTMLElement | null> };
type Question = { removes: Member } | 'delete room';

/** One question at a time: removing somebody and deleting the room take the list's place until they are answered. */
export function PeopleDialog({ slug, returnTo }: PeopleDialogProps) {
  const { members: texts, common } = useAllTexts();
  const [asked, setAsked] = useState<Question | null>(null);
  const room = useFeed((feed) => feed.room);
  const isHost = useFeed((feed) => feed.you?.role === 'host');
  const back = () => setAsked(null);
  // Who is host no more has no such question to answer.
  const question = isHost ? asked : null;
  const removed = typeof question === 'object' ? question?.removes : undefined;
  const isDeleting = question === 'delete room';
  return (
    <Dialog
      title={removed ? <bdi>{texts.removeTitle(removed.name)}</bdi> : isDeleting ? texts.deleteRoomTitle : texts.title}
      isOpen
      onClose={() => showPeople(false)}
      returnTo={returnTo}
      className="w-[32rem] max-md:inset-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:max-w-none max-md:translate-0 max-md:rounded-none max-md:border-0"
    >
      <Button
        kind="quiet"
        size="icon"
        aria-label={common.close}
        className="absolute top-4 right-3 md:top-5.5 md:right-5"
        onClick={() => showPeople(false)}
      >
        <CloseIcon />
      </Button>
      {room && removed && <RemovePerson room={room} member={removed} onDone={back} />}
      {room && isDeleting && <DeleteRoom room={room} onBack={back} />}
      {room && !question && (
        <>
          <Members isHost={isHost} onRemove={(member) => setAsked({ removes: member })} />
          {!room.isLocked && (
            <Button className="self-start" onClick={() => void copyInvite(slug)}>
              <LinkIcon />
              {texts.copyLink}
            </Button>
          )}
          {isHost && <HostsPart slug={slug} room={room} onDelete={() => setAsked('delete room')} />}
        </>
      )}
    </Dialog>
  );
}

function HostsPart({ slug, room, onDelete }: { slug: string; room: Room; onDelete: () => void }) {
  const { members } = useAllTexts();
  return (
    <>
      <RemovedPeople roomId={room.id} />
      <Invites slug={slug} roomId={room.id} />
      <LockSwitch room={room} />
      <Button kind="grave" className="self-start" onClick={onDelete}>
        {members.deleteRoom}
      </Button>
    </>
  );
}

function Members({ isHost, onRemove }: { isHost: boolean; onRemove: (member: Member) => void }) {
  const members = useMembers('people:list');
  const here = useFeed((feed) => feed.people);
  return (
    <ul className="flex min-h-12 flex-col divide-y divide-line/60">
      {members?.map((member) => (
        <MemberRow
          key={member.userId}
          member={member}
          isHere={here.some(({ userId }) => userId === member.userId)}
          mayChange={isHost}
          onRemove={() => onRemove(member)}
        />
      ))}
    </ul>
  );
}
