/** An invite stands in the address of who came by it, until it has let them in: the address can then be passed on. */
import type { InviteToken } from '@darkroom/protocol';

const PARAMETER = 'invite';

export const inviteInAddress = () => new URLSearchParams(location.search).get(PARAMETER) as InviteToken | null;

export function forgetInvite(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has(PARAMETER)) return;
  address.searchParams.delete(PARAMETER);
  history.replaceState(history.state, '', address);
}

export const inviteLink = (slug: string, token: InviteToken) =>
  `${location.origin}/r/${slug}?${new URLSearchParams({ [PARAMETER]: token })}`;
