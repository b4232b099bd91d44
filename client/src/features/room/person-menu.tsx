'use client';

import type { User } from '@darkroom/protocol';
import { type ComponentProps, type ReactNode, type RefObject, useRef, useState } from 'react';
import type { Session } from '../../lib/session.ts';
import { signInAddress, useSignInOptions } from '../../lib/sign-in.ts';
import { isLanguage, LANGUAGES } from '../../texts/languages.ts';
import { useSpeech, useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonIcon } from '../../ui/icons.tsx';
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { NameForm } from './name-form.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';

type Scope = 'here' | 'everywhere';
export type YourDataPlace = { isOpen: boolean; onClose: () => void; returnTo: RefObject<HTMLElement | null> };
export type PersonMenuProps = {
  session: Session;
  user: User;
  /** What is shown under "Your data"; the menu says when. */
  yourData: (place: YourDataPlace) => ReactNode;
  /** Where there is room for the name, also on a narrow page. */
  isRoomy?: boolean;
  /** Items that the page adds. */
  extras?: ReactNode;
};

/** Under one's own name: another name, signing in for guests, signing out. */
export function PersonMenu({ session, user, yourData, isRoomy, extras }: PersonMenuProps) {
  const { start } = useTexts();
  const [isAtData, setAtData] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const [leaving, setLeaving] = useState<Scope | null>(null);
  const [isFailed, setFailed] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const options = useSignInOptions();
  const { isGuest, rename, signOut } = session;

  async function leave(scope: Scope) {
    setFailed(false);
    await signOut(scope).catch(() => {
      setLeaving(scope);
      setFailed(true);
    });
  }
  // A guest has something to lose by it, and is asked.
  const choose = (scope: Scope) => (isGuest ? setLeaving(scope) : void leave(scope));

  return (
    <>
      <Menu label={start.you} trigger={<Trigger ref={trigger} name={user.name} isRoomy={isRoomy} />}>
        <MenuHeading>
          <bdi className="block truncate font-medium">{user.name}</bdi>
          <span className="text-muted text-xs">{isGuest ? start.guest : start.signedIn}</span>
        </MenuHeading>
        <MenuLine />
        <MenuItem onSelect={() => setNaming(true)}>{start.changeName}</MenuItem>
        <MenuItem onSelect={() => setAtData(true)}>{start.yourData}</MenuItem>
        {isGuest && options?.signIn && (
          <MenuItem onSelect={() => location.assign(signInAddress())}>
            <bdi className="truncate">{options.signIn.label}</bdi>
          </MenuItem>
        )}
        <MenuLine />
        {extras}
        <Languages />
        <MenuLine />
        <MenuItem onSelect={() => choose('here')}>{start.signOut}</MenuItem>
        <MenuItem onSelect={() => choose('everywhere')}>{start.signOutEverywhere}</MenuItem>
      </Menu>
      <Dialog title={start.changeName} isOpen={isNaming} onClose={() => setNaming(false)} returnTo={trigger}>
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
              {start.keep}
            </Button>
          )}
        </NameForm>
      </Dialog>
      {yourData({ isOpen: isAtData, onClose: () => setAtData(false), returnTo: trigger })}
      <SignOutDialog
        isOpen={leaving !== null}
        isGuest={isGuest}
        failure={isFailed ? start.stillSignedIn : null}
        returnTo={trigger}
        onClose={() => {
          setLeaving(null);
          setFailed(false);
        }}
        onSignOut={() => leave(leaving ?? 'here')}
      />
    </>
  );
}

function Languages() {
  const { language, texts, choose } = useSpeech();
  return (
    <MenuChoice
      label={texts.common.language}
      value={language}
      onChoose={(tag) => isLanguage(tag) && choose(tag)}
      choices={Object.entries(LANGUAGES).map(([tag, name]) => ({ value: tag, text: <span lang={tag}>{name}</span> }))}
    />
  );
}

/** `props` are what the menu gives its button. */
type TriggerProps = ComponentProps<'button'> & { name: string; isRoomy: boolean | undefined };

const Trigger = ({ name, isRoomy, ...props }: TriggerProps) => (
  <Button
    kind="bright"
    size={null}
    aria-label={useTexts().start.youAre(name)}
    className="h-11 min-w-11 whitespace-nowrap px-2 text-sm md:h-9"
    {...props}
  >
    <PersonIcon />
    <bdi className={cn('max-w-40 truncate', !isRoomy && 'max-md:hidden')}>{name}</bdi>
  </Button>
);
