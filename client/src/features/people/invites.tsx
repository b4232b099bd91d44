'use client';

import type { Invite, InviteRole, RoomId } from '@darkroom/protocol';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { command, useFeed } from '../../lib/connection.ts';
import { copyText } from '../../lib/copy.ts';
import { inviteLink } from '../../lib/invite.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Field, Input, inputStyles } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';
import { attempt } from './attempt.ts';

const SECONDS = { hour: 3600, day: 24 * 3600, week: 7 * 24 * 3600, month: 30 * 24 * 3600 } as const;
type Duration = keyof typeof SECONDS;

/** Links that let in as member or viewer until they expire. A link is shown once, when it is made. */
export function Invites({ slug, roomId }: { slug: string; roomId: RoomId }) {
  const { members, measures } = useAllTexts();
  const [invites, setInvites] = useState<Invite[]>([]);
  const [link, setLink] = useState<string | null>(null);
  const [role, setRole] = useState<InviteRole>('member');
  const [duration, setDuration] = useState<Duration>('day');
  const isLive = useFeed((feed) => feed.status === 'live');

  const load = useCallback(() => {
    command('invite:list', { roomId }).then(
      (answer) => setInvites(answer.invites),
      () => {},
    );
  }, [roomId]);
  useEffect(() => {
    if (isLive) load();
  }, [isLive, load]);

  async function make(event: FormEvent) {
    event.preventDefault();
    const request = { roomId, role, expiresInSeconds: SECONDS[duration] };
    const made = await attempt(command('invite:create', request));
    if (!made) return;
    const next = inviteLink(slug, made.token);
    setLink(next);
    load();
    await copy(next);
  }

  async function copy(text: string) {
    if (await copyText(text)) toast(members.inviteCopied);
  }

  async function revoke(inviteId: Invite['id']) {
    await attempt(command('invite:revoke', { roomId, inviteId }));
    load();
  }

  return (
    <section aria-label={members.invites} className="border-line border-t pt-4">
      <h3 className="eyebrow mb-1">{members.invites}</h3>
      <p className="mb-3 text-muted text-xs">{members.inviteHint}</p>
      <form onSubmit={make} className="flex flex-wrap items-end gap-3">
        <Field label={members.inviteAs} className="flex-1">
          {(control) => (
            <Choice {...control} value={role} onChange={(value) => setRole(value as InviteRole)}>
              <option value="member">{members.roles.member}</option>
              <option value="viewer">{members.roles.viewer}</option>
            </Choice>
          )}
        </Field>
        <Field label={members.inviteFor} className="flex-1">
          {(control) => (
            <Choice {...control} value={duration} onChange={(value) => setDuration(value as Duration)}>
              {(Object.keys(SECONDS) as Duration[]).map((key) => (
                <option key={key} value={key}>
                  {members.durations[key]}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Button type="submit" className="max-sm:w-full">
          {members.makeInvite}
        </Button>
      </form>
      {link && (
        <div className="mt-3 flex items-end gap-3">
          <Field label={members.inviteShown} className="flex-1">
            {(control) => (
              <Input {...control} readOnly value={link} look="link" onFocus={(event) => event.target.select()} />
            )}
          </Field>
          <Button onClick={() => void copy(link)}>{members.copy}</Button>
        </div>
      )}
      <ul className="mt-2 divide-y divide-line/60">
        {invites.map(({ id, role: as, expiresAt }) => {
          const what = `${members.roles[as]}, ${members.until(measures.dateTime(expiresAt))}`;
          return (
            <li key={id} className="flex min-h-12 items-center gap-3 text-sm">
              <span className="min-w-0 flex-1">
                {members.roles[as]}
                <span className="figures block text-muted text-xs">{members.until(measures.dateTime(expiresAt))}</span>
              </span>
              <Button
                kind="quiet"
                size="small"
                className="-mr-2.5"
                aria-label={members.revokeOf(what)}
                onClick={() => void revoke(id)}
              >
                {members.revoke}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type ChoiceProps = { id: string; value: string; onChange: (value: string) => void; children: React.ReactNode };

const Choice = ({ onChange, ...rest }: ChoiceProps) => (
  <select className={cn(inputStyles, 'h-11 md:h-10')} onChange={(event) => onChange(event.target.value)} {...rest} />
);
