'use client';

import type { Session } from '../../lib/session.ts';
import { useSignInOptions } from '../../lib/sign-in.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LanguageSelect } from './language-select.tsx';
import { NameForm } from './name-form.tsx';
import { SignInLink } from './sign-in-link.tsx';

type NameGateProps = { roomName: string | null; session: Session };

/** Before a room's door: a name, once, or who one is elsewhere. */
export function NameGate({ roomName, session: { enter, signInFailure } }: NameGateProps) {
  const { common, start } = useTexts();
  const options = useSignInOptions();
  return (
    <Notice
      title={
        roomName ? (
          <>
            {start.invitedTo.before}
            <bdi>{roomName}</bdi>
            {start.invitedTo.after}
          </>
        ) : (
          start.invited
        )
      }
      corner={<LanguageSelect />}
    >
      <p className="text-muted">{common.sentence}</p>
      {options?.guests && (
        <NameForm className="flex w-full flex-col gap-3" onName={enter}>
          {(isBusy) => (
            <Button kind="accent" size="large" type="submit" disabled={isBusy}>
              {start.join}
            </Button>
          )}
        </NameForm>
      )}
      {options?.signIn && (
        <div className="flex w-full flex-col gap-6">
          {options.guests && <Or />}
          <SignInLink kind={options.guests ? 'outline' : 'accent'}>{options.signIn.label}</SignInLink>
        </div>
      )}
      {signInFailure && (
        <p role="alert" className="text-sm text-warn">
          {start[signInFailure]}
        </p>
      )}
    </Notice>
  );
}

const Or = () => (
  <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
    {useTexts().start.or}
  </p>
);
