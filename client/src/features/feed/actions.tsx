'use client';

import type { Generation } from '@darkroom/protocol';
import { useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { command, commandGeneration, useFeed } from '../../lib/connection.ts';
import { texts, useTexts } from '../../texts/use-texts.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { CloseIcon, RetryIcon } from '../../ui/icons.tsx';
import { toast } from '../../ui/toast.tsx';

/** Only its author, who is no viewer, or the host cancels, retries or dismisses a generation [GN4]. */
export const useMayAct = (generation: Generation) =>
  useFeed(({ you }) => you?.role === 'host' || (you?.role === 'member' && you.id === generation.author.id));

export const useIsMine = (generation: Generation) => useFeed(({ you }) => you?.id === generation.author.id);

type CommandButtonProps = ButtonProps & { run: () => Promise<unknown> };

/** Sends a command once, and says what came of it where nothing else would. */
export function CommandButton({ run, ...rest }: CommandButtonProps) {
  const [isBusy, setBusy] = useState(false);
  async function press() {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      toast(error instanceof ApiError ? error.message : texts().common.didNotWork);
    } finally {
      setBusy(false);
    }
  }
  return <Button disabled={isBusy} onClick={press} {...rest} />;
}

const payload = ({ roomId, id }: Generation) => ({ roomId, generationId: id });

export type OnCardProps = { generation: Generation; isOverPicture?: boolean };

/** Where a button stands that lies over a picture. */
export const cornerOf = (isOverPicture?: boolean) => (isOverPicture ? 'absolute top-1.5 right-1.5' : undefined);

export function CancelButton({ generation, isOverPicture }: OnCardProps) {
  const { common } = useTexts();
  return (
    <CommandButton
      kind={isOverPicture ? 'over' : 'quiet'}
      size="icon"
      aria-label={common.cancel}
      title={common.cancel}
      className={cornerOf(isOverPicture)}
      run={() => commandGeneration('generation:cancel', payload(generation))}
    >
      <CloseIcon />
    </CommandButton>
  );
}

export const RetryButton = ({ generation }: { generation: Generation }) => (
  <CommandButton size="small" run={() => commandGeneration('generation:retry', payload(generation))}>
    <RetryIcon width={15} height={15} />
    {useTexts().feed.retry}
  </CommandButton>
);

export const DismissButton = ({ generation }: { generation: Generation }) => (
  <CommandButton kind="quiet" size="small" run={() => command('generation:dismiss', payload(generation))}>
    {useTexts().feed.dismiss}
  </CommandButton>
);
