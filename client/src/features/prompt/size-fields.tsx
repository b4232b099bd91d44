'use client';

import type { ModelStatus } from '@darkroom/protocol';
import { setSettings, useDraft, useFieldError } from '../../lib/draft.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Field } from '../../ui/field.tsx';
import { Stepper } from './stepper.tsx';

type SizeFieldsProps = { model: ModelStatus; className: string };

/** The model's own sizes at one press, any other by hand. */
export function SizeFields({ model, className }: SizeFieldsProps) {
  const { settings: words } = useAllTexts();
  const settings = useDraft((draft) => draft.settings);
  const errors = { width: useFieldError('width'), height: useFieldError('height') };
  const { min, max, multipleOf } = model.limits.size;
  const isSet = (size: { width: number; height: number }) =>
    Number(settings.width) === size.width && Number(settings.height) === size.height;
  return (
    <fieldset className={cn('min-w-0', className)}>
      <legend className="mb-1.5 text-muted text-sm">{words.sizeInPixels(multipleOf, min, max)}</legend>
      <div className="mb-3 flex flex-wrap gap-2">
        {model.sizes.map((size) => (
          <Button
            key={`${size.width}x${size.height}`}
            kind="chip"
            size={null}
            aria-pressed={isSet(size)}
            className="h-11 whitespace-nowrap px-3 font-mono text-xs md:h-8 aria-pressed:border-text aria-pressed:bg-raised"
            onClick={() => setSettings({ width: String(size.width), height: String(size.height) })}
          >
            {size.width} × {size.height}
          </Button>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
        {(['width', 'height'] as const).map((edge) => (
          <Field key={edge} label={words[edge]} error={errors[edge]}>
            {(control) => (
              <Stepper
                {...control}
                value={settings[edge]}
                by={multipleOf}
                min={min}
                max={max}
                onValue={(value) => setSettings({ [edge]: value })}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
