'use client';

import type { ModelStatus } from '@darkroom/protocol';
import { setSettings, useDraft, useFieldError } from '../../lib/draft.ts';
import { hasModelValues, MAX_COUNT, withModelValues } from '../../lib/settings.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { Ideas } from './ideas.tsx';
import { ModelField } from './model-field.tsx';
import { SeedField } from './seed-field.tsx';
import { SizeFields } from './size-fields.tsx';
import { Stepper } from './stepper.tsx';

type SettingsFormProps = { model: ModelStatus; onIdea: () => void };

/** Every setting of a picture, with the model's own values as the first ones. */
export function SettingsForm({ model, onIdea }: SettingsFormProps) {
  const { settings: words } = useAllTexts();
  const settings = useDraft((draft) => draft.settings);
  const errors = {
    negativePrompt: useFieldError('negativePrompt'),
    steps: useFieldError('steps'),
    guidanceScale: useFieldError('guidanceScale'),
    count: useFieldError('count'),
  };
  const { limits } = model;
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-5 md:gap-y-4 md:grid-cols-6">
      <ModelField model={model} className="col-span-2 md:col-span-6" />
      {model.words.length > 0 && <Ideas words={model.words} onPick={onIdea} className="col-span-2 md:col-span-6" />}
      <Field label={words.negativePrompt} error={errors.negativePrompt} className="col-span-2 md:col-span-6">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            placeholder={words.negativePlaceholder}
            value={settings.negativePrompt}
            onChange={(event) => setSettings({ negativePrompt: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.steps} error={errors.steps} className="md:col-span-2">
        {(control) => (
          <Stepper
            {...control}
            value={settings.steps}
            by={1}
            {...limits.steps}
            onValue={(steps) => setSettings({ steps })}
          />
        )}
      </Field>
      <Field label={words.guidanceScale} error={errors.guidanceScale} className="md:col-span-2">
        {(control) => (
          <Stepper
            {...control}
            value={settings.guidanceScale}
            by={0.5}
            {...limits.guidanceScale}
            onValue={(guidanceScale) => setSettings({ guidanceScale })}
          />
        )}
      </Field>
      <Field label={words.pictures} error={errors.count} className="md:col-span-2">
        {(control) => (
          <Stepper
            {...control}
            value={settings.count}
            by={1}
            min={1}
            max={MAX_COUNT}
            onValue={(count) => setSettings({ count })}
          />
        )}
      </Field>
      <SizeFields model={model} className="col-span-2 md:col-span-6" />
      <SeedField className="col-span-2 md:col-span-4" />
      <div className="col-span-2 flex items-end md:justify-end">
        <Button
          kind="quiet"
          className="max-md:-ml-4"
          disabled={hasModelValues(settings, model)}
          onClick={() => setSettings(withModelValues(settings, model))}
        >
          {words.resetToModel}
        </Button>
      </div>
    </div>
  );
}
