'use client';

import type { ErrorCode } from '@darkroom/protocol';
import { type Texts, useTexts } from '../../texts/use-texts.ts';
import { buttonStyles } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

type Closed = keyof Texts['people']['closed'];

const CLOSED = { removed: true, room_deleted: true, room_locked: true, invite_invalid: true } satisfies Record<
  Closed,
  true
>;
/** Whether the room's door is shut for this person: there is no use in trying again. */
export const isClosed = (code: ErrorCode): code is Closed => code in CLOSED;

export function ClosedNotice({ code }: { code: Closed }) {
  const { people } = useTexts();
  const { title, text } = people.closed[code];
  return (
    <Notice title={title}>
      <p className="text-muted">{text}</p>
      {/* A plain link: the first page is loaded fresh, without the room's scripts. */}
      <a href="/" className={buttonStyles({ kind: 'outline' })}>
        {people.toFirstPage}
      </a>
    </Notice>
  );
}
