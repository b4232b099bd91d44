'use client';

import type { ModelStatus } from '@darkroom/protocol';
import { Dialog } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { useMedia, WIDE } from '../../lib/use-media.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { SettingsForm } from './settings-form.tsx';

export type SettingsPanelProps = { isOpen: boolean; model: ModelStatus | undefined; onClose: () => void };

/** Above the dock on a wide page, where the prompt stays in sight; the whole screen on a narrow one. */
export function SettingsPanel({ isOpen, ...rest }: SettingsPanelProps) {
  const isWide = useMedia(WIDE);
  if (isWide) return isOpen ? <Panel {...rest} /> : null;
  return <Sheet isOpen={isOpen} {...rest} />;
}

function Panel({ model, onClose }: Omit<SettingsPanelProps, 'isOpen'>) {
  const { common, settings } = useAllTexts();
  const panel = useRef<HTMLElement>(null);
  // Focused itself, so that Tab goes on to its first field. Esc works wherever the focus went meanwhile: a button that has done
  // its work goes out of reach and drops it.
  useEffect(() => {
    panel.current?.focus();
    const decide = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    document.addEventListener('keydown', decide);
    return () => document.removeEventListener('keydown', decide);
  }, [onClose]);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={settings.settingsOfPicture}
      className="absolute right-8 bottom-full mb-3 max-h-[calc(100dvh-var(--dock-height)-5rem)] w-[50rem] max-w-[calc(100vw-4rem)] animate-rise overflow-y-auto rounded-control border border-line bg-surface p-6 focus:outline-none"
    >
      <Button kind="quiet" size="icon" aria-label={common.close} className="absolute top-3 right-3" onClick={onClose}>
        <CloseIcon />
      </Button>
      {model && <SettingsForm model={model} onIdea={onClose} />}
    </section>
  );
}

function Sheet({ isOpen, model, onClose }: SettingsPanelProps) {
  const { prompt, settings } = useAllTexts();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-40 flex animate-rise flex-col bg-surface focus:outline-none"
        >
          <div className="flex h-14 shrink-0 items-center justify-between border-line border-b px-4">
            <Dialog.Title className="font-medium">{prompt.settings}</Dialog.Title>
            <Dialog.Close asChild>
              <Button kind="quiet" className="-mr-3">
                {settings.done}
              </Button>
            </Dialog.Close>
          </div>
          <div className="flex-1 overflow-y-auto overscroll-contain px-4 py-5 pb-[calc(env(safe-area-inset-bottom)+1.5rem)]">
            {model && <SettingsForm model={model} onIdea={onClose} />}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
