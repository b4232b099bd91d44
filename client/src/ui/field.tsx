import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

/** One look for whatever is typed into: 16 px, so that a phone does not zoom in. */
export const inputStyles =
  'w-full min-w-0 rounded-control border border-line bg-ground px-3 text-base text-text transition-colors hover:border-muted/60 focus-visible:border-safelight focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-warn disabled:opacity-50';

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input className={cn(inputStyles, 'h-11 md:h-10', className)} {...rest} />
);

export const NumberInput = ({ className, ...rest }: ComponentProps<'input'>) => (
  <Input inputMode="decimal" autoComplete="off" className={cn('font-mono text-sm', className)} {...rest} />
);

export const Textarea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea dir="auto" className={cn(inputStyles, 'resize-none py-2', className)} {...rest} />
);

type Control = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };
type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: (control: Control) => ReactNode;
};

/** Label above, hint or error beneath; the error is tied to its control and read out when it comes. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const control: Control = { id };
  if (hint || error) control['aria-describedby'] = noteId;
  if (error) control['aria-invalid'] = true;
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      {children(control)}
      {(hint || error) && (
        <p id={noteId} role={error ? 'alert' : undefined} className={cn('text-xs', error ? 'text-warn' : 'text-muted')}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
