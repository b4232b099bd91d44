'use client';

import { useRef } from 'react';
import { showPeople, usePeoplePanel } from '../../lib/people.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { PeopleIcon } from '../../ui/icons.tsx';
import { later } from '../../ui/later.tsx';
import type { PeopleDialogProps } from './people-dialog.tsx';

/** Rarely opened: it comes when it is wanted. */
const PeopleDialog = later<PeopleDialogProps>(() =>
  import('./people-dialog.tsx').then((module) => module.PeopleDialog),
);

/** Everybody who is in the room, as what; for its host also invites, the lock, and the room's end. */
export function PeopleButton({ slug }: { slug: string }) {
  const { people } = useTexts();
  const isOpen = usePeoplePanel((panel) => panel.isOpen);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={trigger}
        kind="quiet"
        size="icon36"
        aria-label={people.open}
        title={people.open}
        onClick={() => showPeople(true)}
      >
        <PeopleIcon />
      </Button>
      {isOpen && <PeopleDialog slug={slug} returnTo={trigger} />}
    </>
  );
}
