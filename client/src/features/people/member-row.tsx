'use client';

import type { Member, Role } from '@darkroom/protocol';
import { command, useFeed, useHue } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { DownIcon } from '../../ui/icons.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { attempt } from './attempt.ts';

type MemberRowProps = { member: Member; isHere: boolean; mayChange: boolean; onRemove: () => void };

/** Somebody of the room: a dot in their colour, filled while they are here, and what they are; for a host a menu to change it. */
export function MemberRow({ member, isHere, mayChange, onRemove }: MemberRowProps) {
  const { members } = useAllTexts();
  const hue = useHue(member.userId);
  const isMe = useFeed((feed) => feed.you?.id === member.userId);
  return (
    <li className="flex min-h-12 items-center gap-3 text-sm">
      <span
        aria-hidden
        className={cn('size-2.5 shrink-0 rounded-full border-2', !isHere && 'opacity-60')}
        style={{
          borderColor: `oklch(0.78 0.09 ${hue})`,
          backgroundColor: isHere ? `oklch(0.78 0.09 ${hue})` : undefined,
        }}
      />
      <span className="min-w-0 flex-1 truncate">
        <bdi>{member.name}</bdi> {isMe && <span className="text-muted">{members.you}</span>}
        {isHere && <span className="sr-only">, {members.here}</span>}
      </span>
      {mayChange ? (
        <RoleMenu member={member} isMe={isMe} onRemove={onRemove} />
      ) : (
        <span className="shrink-0 text-muted">{members.roles[member.role]}</span>
      )}
    </li>
  );
}

const ROLES: Role[] = ['host', 'member', 'viewer'];

function RoleMenu({ member, isMe, onRemove }: { member: Member; isMe: boolean; onRemove: () => void }) {
  const { members } = useAllTexts();
  const roomId = useFeed((feed) => feed.room?.id);
  const become = (role: Role) => roomId && attempt(command('person:set-role', { roomId, userId: member.userId, role }));
  return (
    <Menu
      label={members.roleOf(member.name)}
      trigger={
        <Button
          kind="bright"
          size="small"
          className="-mr-2.5"
          aria-label={`${members.roleOf(member.name)}: ${members.roles[member.role]}`}
        >
          {members.roles[member.role]}
          <DownIcon width={14} height={14} />
        </Button>
      }
    >
      {ROLES.filter((role) => role !== member.role).map((role) => (
        <MenuItem key={role} onSelect={() => void become(role)}>
          {members.make[role]}
        </MenuItem>
      ))}
      {!isMe && (
        <>
          <MenuLine />
          <MenuItem className="text-warn" onSelect={onRemove}>
            {members.remove}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
