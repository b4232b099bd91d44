import { texts } from '../texts/use-texts.ts';
import { toast } from '../ui/toast.tsx';
import { useFeed } from './connection.ts';
import { copyText } from './copy.ts';
import { showPeople } from './people.ts';

/** The room's link; where the room is locked that lets nobody in, and a host is shown how to invite. */
export async function copyInvite(slug: string): Promise<void> {
  const { people, room: words } = texts();
  const { room, you } = useFeed.getState();
  if (room?.isLocked) {
    if (you?.role === 'host') showPeople(true);
    else toast(people.lockedInvite);
    return;
  }
  const link = `${location.origin}/r/${slug}`;
  const isCopied = await copyText(link);
  if (isCopied) toast(words.linkCopied);
  else toast(words.copyThisLink, { description: link, duration: 20_000 });
}
