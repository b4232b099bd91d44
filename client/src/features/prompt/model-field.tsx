'use client';

import type { ModelStatus } from '@darkroom/protocol';
import { useFeed } from '../../lib/connection.ts';
import { setSettings, useDraft, useFieldError } from '../../lib/draft.ts';
import { withModelValues } from '../../lib/settings.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { cn } from '../../ui/cn.ts';
import { Field, inputStyles } from '../../ui/field.tsx';

type ModelFieldProps = { model: ModelStatus; className: string };

const CHEVRON = `url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' stroke='%23a79d94' stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M6 8l4 4 4-4'/%3E%3C/svg%3E")`;

/** Which model paints. Another one brings its own values with it. */
export function ModelField({ model, className }: ModelFieldProps) {
  const { settings: words } = useAllTexts();
  const models = useFeed((feed) => feed.models);
  const error = useFieldError('model');
  function choose(name: string) {
    const chosen = models.find((candidate) => candidate.name === name);
    if (chosen) setSettings(withModelValues(useDraft.getState().settings, chosen));
  }
  return (
    <Field label={words.model} hint={<Note model={model} />} error={error} className={className}>
      {(control) => (
        <select
          {...control}
          value={model.name}
          onChange={(event) => choose(event.target.value)}
          style={{ backgroundImage: CHEVRON }}
          className={cn(
            inputStyles,
            'h-11 appearance-none bg-[length:1.25rem] bg-[position:right_0.6rem_center] bg-no-repeat pr-9 md:h-10 md:max-w-80',
          )}
        >
          {models.map(({ name, title, ready }) => (
            <option key={name} value={name} className="bg-surface">
              {ready ? title : words.away(title)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Note({ model }: { model: ModelStatus }) {
  const { settings: words } = useAllTexts();
  return (
    <>
      {!model.ready && <span className="text-warn">{words.modelAway} </span>}
      <bdi lang="en">{model.note}</bdi>
      {model.builtin && ` ${words.connectLarger}`}
    </>
  );
}
