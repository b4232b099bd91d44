'use client';

import type { LeftPictures } from '@darkroom/protocol';
import { type FormEvent, useId, useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';

type DeleteFormProps = {
  name: string;
  onDelete: (pictures: LeftPictures, name: string) => Promise<void>;
  onCancel: () => void;
};

/** What becomes of the pictures, and one's name once more: nothing brings this back. */
export function DeleteForm({ name, onDelete, onCancel }: DeleteFormProps) {
  const { mine, common } = useAllTexts();
  const [pictures, setPictures] = useState<LeftPictures>('delete');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const group = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    if (typed.trim() !== name.trim()) return setError(mine.notYourName);
    setBusy(true);
    setError(undefined);
    try {
      await onDelete(pictures, typed.trim());
    } catch (failure) {
      setError(failure instanceof ApiError ? failure.message : common.didNotWork);
      setBusy(false);
    }
  }

  const choices: [LeftPictures, string, string][] = [
    ['delete', mine.picturesGo, mine.picturesGoHint],
    ['keep-without-name', mine.picturesStay, mine.picturesStayHint],
  ];
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-muted text-sm">{mine.whatGoes}</p>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-sm">{mine.yourPictures}</legend>
        {choices.map(([value, label, hint]) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-control border border-line px-3 py-2.5 has-checked:border-muted has-checked:bg-raised"
          >
            <input
              type="radio"
              name={group}
              value={value}
              checked={pictures === value}
              onChange={() => setPictures(value)}
              className="mt-1 accent-safelight"
            />
            <span className="flex flex-col">
              <span className="text-sm">{label}</span>
              <span className="text-muted text-xs">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field label={mine.typeYourName(name)} error={error}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            maxLength={60}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button kind="accent" type="submit" disabled={isBusy || typed.trim() === ''}>
          {mine.deleteNow}
        </Button>
      </div>
    </form>
  );
}
