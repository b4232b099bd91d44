'use client';

import type { User } from '@darkroom/protocol';
import { type ComponentProps, useRef, useState } from 'react';
import type { Session } from '../../lib/session.ts';
import { signInAddress, useSignInOptions } from '../../lib/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonIcon } from '../../ui/icons.tsx';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { NameForm } from './name-form.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';

type Scope = 'here' | 'everywhere';
export type PersonMenuProps = {
  session: Session;
  user: User;
  /** Where there is room for the name, also on a narrow page. */
  isRoomy?: boolean;
};

/** Under one's own name: another name, signing in for guests, signing out. */
export function PersonMenu({ session, user, isRoomy }: PersonMenuProps) {
  const [isNaming, setNaming] = useState(false);
  const [leaving, setLeaving] = useState<Scope | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const options = useSignInOptions();
  const { isGuest, rename, signOut } = session;

  async function leave(scope: Scope) {
    setFailure(null);
    await signOut(scope).catch(() => {
      setLeaving(scope);
      setFailure('The server does not answer, so you are still signed in. Try again in a moment.');
    });
  }
  // A guest has something to lose by it, and is asked.
  const choose = (scope: Scope) => (isGuest ? setLeaving(scope) : void leave(scope));

  return (
    <>
      <Menu label="You" trigger={<Trigger ref={trigger} name={user.name} isRoomy={isRoomy} />}>
        <MenuHeading>
          <bdi className="block truncate font-medium">{user.name}</bdi>
          <span className="text-muted text-xs">{isGuest ? 'A guest, known to this browser alone' : 'Signed in'}</span>
        </MenuHeading>
        <MenuLine />
        <MenuItem onSelect={() => setNaming(true)}>Change your name</MenuItem>
        {isGuest && options?.signIn && (
          <MenuItem onSelect={() => location.assign(signInAddress())}>
            <bdi className="truncate">{options.signIn.label}</bdi>
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem onSelect={() => choose('here')}>Sign out</MenuItem>
        <MenuItem onSelect={() => choose('everywhere')}>Sign out everywhere</MenuItem>
      </Menu>
      <Dialog title="Change your name" isOpen={isNaming} onClose={() => setNaming(false)} returnTo={trigger}>
        <NameForm
          className="flex flex-col gap-4"
          initial={user.name}
          onName={async (name) => {
            await rename(name);
            setNaming(false);
          }}
        >
          {(isBusy) => (
            <Button kind="accent" type="submit" disabled={isBusy}>
              Keep
            </Button>
          )}
        </NameForm>
      </Dialog>
      <SignOutDialog
        isOpen={leaving !== null}
        isGuest={isGuest}
        failure={failure}
        returnTo={trigger}
        onClose={() => {
          setLeaving(null);
          setFailure(null);
        }}
        onSignOut={() => leave(leaving ?? 'here')}
      />
    </>
  );
}

/** `props` are what the menu gives its button. */
type TriggerProps = ComponentProps<'button'> & { name: string; isRoomy: boolean | undefined };

const Trigger = ({ name, isRoomy, ...props }: TriggerProps) => (
  <Button kind="quiet" aria-label={`You: ${name}`} className="min-w-11 px-2 text-text md:h-9" {...props}>
    <PersonIcon />
    <bdi className={cn('max-w-40 truncate', !isRoomy && 'max-md:hidden')}>{name}</bdi>
  </Button>
);
