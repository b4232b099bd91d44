'use client';

import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { texts, useTexts } from '../../texts/use-texts.ts';
import { Field, Input } from '../../ui/field.tsx';

type NameFormProps = {
  label?: string;
  initial?: string;
  className?: string;
  onName: (name: string) => Promise<unknown>;
  children: (isBusy: boolean) => ReactNode;
};

/** Asks for a name, once. Children are the buttons; a refusal is shown at the field and the name stays in it. */
export function NameForm({ initial = '', className, onName, children }: NameFormProps) {
  const { start } = useTexts();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const refuse = (message: string) => {
    setError(message);
    input.current?.focus();
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    const name = input.current?.value.trim() ?? '';
    if (isBusy) return;
    if (!name) return refuse(start.nameMissing);
    setBusy(true);
    setError(undefined);
    try {
      await onName(name);
    } catch (failure) {
      refuse(failure instanceof ApiError ? failure.message : texts().common.didNotWork);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate className={className}>
      <Field label={start.yourName} error={error}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            name="name"
            dir="auto"
            maxLength={60}
            defaultValue={initial}
            autoComplete="nickname"
            look="tall"
          />
        )}
      </Field>
      {children(isBusy)}
    </form>
  );
}
