'use client';

import { canNotify, turnDoneNotices, useDoneNotices } from '../../lib/done-notices.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { texts } from '../../texts/use-texts.ts';
import { MenuCheck, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { showShortcuts } from './shortcuts.tsx';

/** What one's menu has in a room: for who looks elsewhere meanwhile, and for who does not use a pointer. */
export function RoomExtras() {
  const { keys, room } = useAllTexts();
  const areOn = useDoneNotices((notices) => notices.areOn);
  async function turn(next: boolean) {
    if (!(await turnDoneNotices(next))) toast(texts().room.mayNotTell);
  }
  return (
    <>
      {canNotify() && (
        <MenuCheck isOn={areOn} onTurn={turn}>
          {room.tellMe}
        </MenuCheck>
      )}
      <MenuItem onSelect={showShortcuts}>{keys.title}</MenuItem>
      <MenuLine />
    </>
  );
}
