'use client';

import type { ModelStatus } from '@darkroom/protocol';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useFeed } from '../../lib/connection.ts';
import { setErrors, setPrompt, useDraft, useFieldError } from '../../lib/draft.ts';
import { clearOrigin, originToSend } from '../../lib/origin.ts';
import { submit } from '../../lib/outbox.ts';
import { checkDraft, type SettingsDraft } from '../../lib/settings.ts';
import { type Texts, useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { SlidersIcon } from '../../ui/icons.tsx';
import { later } from '../../ui/later.tsx';
import { PromptBox } from './prompt-box.tsx';
import type { SettingsPanelProps } from './settings-panel.tsx';

const PrivateSwitch = later(
  () => import('./private-switch.tsx').then((module) => module.PrivateSwitch),
  <span className="size-11 sm:size-12" />,
);
const SettingsPanel = later<SettingsPanelProps>(() =>
  import('./settings-panel.tsx').then((module) => module.SettingsPanel),
);

export const useModel = (): ModelStatus | undefined => {
  const name = useDraft((draft) => draft.settings.model);
  return useFeed((feed) => feed.models.find((model) => model.name === name));
};

type DockProps = {
  /** What the next prompt is made from. */
  origin: ReactNode;
  /** How a picture comes in. */
  bring: ReactNode;
};

/** The box to write in, always in reach. Settings open upward from it. */
export function Dock({ origin, bring }: DockProps) {
  const { prompt: words } = useTexts();
  const dock = useDockHeight();
  const model = useModel();
  const roomId = useFeed((feed) => feed.room?.id);
  const settings = useDraft((draft) => draft.settings);
  const error = useFieldError('prompt');
  const hasNoModel = useFeed((feed) => feed.status === 'live' && feed.models.length === 0);
  const isPrivate = useDraft((draft) => draft.isPrivate);
  const { writing } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const settingsButton = useRef<HTMLButtonElement>(null);

  function develop() {
    const { prompt, settings: draft } = useDraft.getState();
    if (!roomId || !model) return;
    const { send, errors } = checkDraft(prompt, draft, model);
    setErrors(errors);
    if (Object.keys(errors).some((field) => field !== 'prompt')) setOpen(true);
    if (Object.keys(errors).length > 0) return;
    submit(roomId, { ...send, ...originToSend() });
    setPrompt('');
    clearOrigin();
  }

  function decide(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    develop();
  }

  useErrorsOpen(setOpen);

  const close = useCallback(() => {
    setOpen(false);
    settingsButton.current?.focus();
  }, []);

  return (
    <section
      ref={dock}
      aria-label={words.write}
      onKeyDown={decide}
      className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <SettingsPanel isOpen={isOpen} model={model} onClose={close} />
      {origin}
      <div className="mx-auto flex max-w-[100rem] flex-col gap-2 px-4 py-3 sm:flex-row sm:items-end sm:gap-3 md:px-8">
        <div className="min-w-0 flex-1">
          <PromptBox error={error} note={hasNoModel ? words.noModel : isPrivate ? writing.privateOn : undefined} />
        </div>
        <div className="flex items-center gap-2">
          {bring}
          <Button
            ref={settingsButton}
            kind="quiet"
            size={null}
            className="h-11 whitespace-nowrap px-3 text-sm max-sm:min-w-0 max-sm:flex-1 max-sm:justify-start max-sm:px-2 sm:h-12"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <SlidersIcon />
            <span className="flex min-w-0 flex-col items-start leading-tight">
              <span className="max-w-full truncate text-text">{words.settings}</span>
              <span className="figures max-w-full truncate font-normal text-muted text-xs">
                {summary(settings, words)}
              </span>
            </span>
          </Button>
          <PrivateSwitch />
          <Button
            kind="accent"
            size={null}
            className="h-11 whitespace-nowrap px-6 text-sm max-[22rem]:px-4 sm:h-12"
            disabled={!roomId || !model}
            onClick={develop}
            title={words.developKeys}
          >
            {words.develop}
          </Button>
        </div>
      </div>
    </section>
  );
}

function summary({ steps, width, height, count, isSeedFixed, seed }: SettingsDraft, words: Texts['prompt']): string {
  if (!steps) return words.modelsOwn;
  const pictures = Number(count) > 1 ? `×${count}` : '';
  return [
    words.shortSteps(steps),
    `${width}×${height}`,
    pictures,
    isSeedFixed && seed ? words.shortSeed(seed.slice(0, 6)) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A refusal that came from the server for a setting opens the panel, so that it is seen. */
function useErrorsOpen(open: (isOpen: boolean) => void) {
  const hasSettingError = useDraft((draft) => Object.keys(draft.errors).some((field) => field !== 'prompt'));
  useEffect(() => {
    if (hasSettingError) open(true);
  }, [hasSettingError, open]);
}

/** Tells the page how much of it the dock covers. */
function useDockHeight() {
  const dock = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = dock.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      document.documentElement.style.setProperty('--dock-height', `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return dock;
}
