'use client';

import { useRef } from 'react';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { applySettings } from './apply-settings.ts';
import { type Choice, forgetChoice, send } from './bringing.ts';

/** A picture that says how it was made may be two things: a recipe, or a start. */
export function ChoiceDialog({ choice }: { choice: Choice }) {
  const { building } = useAllTexts();
  const returnTo = useRef<HTMLElement>(null);
  const { prompt, steps, guidanceScale, width, height, model } = choice.settings;
  const facts = [
    model,
    steps !== null && `${building.settings.steps} ${steps}`,
    guidanceScale !== null && `${building.settings.guidanceScale} ${guidanceScale}`,
    width && height && `${width} × ${height}`,
  ].filter(Boolean);
  return (
    <Dialog title={building.hasSettings} isOpen onClose={forgetChoice} returnTo={returnTo}>
      <div className="border-line border-l-2 pl-3">
        <p dir="auto" className="line-clamp-6 whitespace-pre-wrap break-words">
          {prompt || <span className="text-muted">{building.noPrompt}</span>}
        </p>
        <p className="figures mt-2 break-words text-muted text-xs">{facts.join(' · ')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => applySettings(choice)}>{building.useItsSettings}</Button>
        <Button kind="quiet" onClick={() => void send(choice.file)}>
          {building.startFromIt}
        </Button>
      </div>
    </Dialog>
  );
}
