'use client';

import { Switch } from 'radix-ui';
import { setSettings, useDraft, useFieldError } from '../../lib/draft.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Field, NumberInput } from '../../ui/field.tsx';

const drawSeed = () => String(crypto.getRandomValues(new Uint32Array(1))[0]);

/** Random until one is typed or kept; each picture shows which seed it had. */
export function SeedField({ className }: { className: string }) {
  const { settings: words } = useAllTexts();
  const { seed, isSeedFixed } = useDraft((draft) => draft.settings);
  const error = useFieldError('seed');
  return (
    <Field label={words.seed} error={error} className={className} hint={words.seedHint}>
      {(control) => (
        <div className="flex items-center gap-4">
          <NumberInput
            {...control}
            inputMode="numeric"
            placeholder={words.seedPlaceholder}
            value={isSeedFixed ? seed : ''}
            onChange={(event) => setSettings({ seed: event.target.value, isSeedFixed: event.target.value !== '' })}
          />
          <span className="flex h-11 shrink-0 items-center gap-2.5 text-sm md:h-10">
            <Switch.Root
              id={`${control.id}-random`}
              aria-labelledby={`${control.id}-random-label`}
              checked={!isSeedFixed}
              onCheckedChange={(isRandom) =>
                setSettings({ isSeedFixed: !isRandom, seed: isRandom ? '' : seed || drawSeed() })
              }
              className="relative h-6 w-10 rounded-full border border-line bg-ground transition-colors before:absolute before:-inset-3 data-[state=checked]:bg-raised"
            >
              <Switch.Thumb className="block size-4 translate-x-1 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-text" />
            </Switch.Root>
            <label id={`${control.id}-random-label`} htmlFor={`${control.id}-random`}>
              {words.random}
            </label>
          </span>
        </div>
      )}
    </Field>
  );
}
