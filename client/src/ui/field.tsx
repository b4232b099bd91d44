import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

/** One look for whatever is typed into: 16 px, so that a phone does not zoom in. */
const BARE =
  'w-full min-w-0 rounded-control border-line text-text transition-colors hover:border-muted/60 focus-visible:border-safelight focus-visible:outline-offset-0 aria-invalid:border-warn disabled:opacity-50';
const FRAMED = `${BARE} border px-3 focus-visible:outline-1`;
export const inputStyles = `${FRAMED} bg-ground text-base`;

const LOOKS = {
  normal: `${inputStyles} h-11 md:h-10`,
  /** On a page that asks this alone. */
  tall: `${inputStyles} h-12`,
  /** In the header, in a title's place. */
  title: `${inputStyles} h-10 max-w-80 md:h-9`,
  search: `${FRAMED} h-11 bg-surface pr-11 pl-10 text-sm md:h-9 [&::-webkit-search-cancel-button]:hidden`,
  figures: `${FRAMED} h-11 bg-ground font-mono text-sm md:h-10`,
  small: `${FRAMED} h-11 bg-ground text-sm md:h-10`,
  link: `${FRAMED} h-11 bg-ground font-mono text-xs md:h-10`,
  /** Between the thumbs of a stepper, whose frame it stands in. */
  stepped: `${BARE} h-11 bg-transparent text-center font-mono text-sm focus-visible:outline-none md:h-10`,
};

type InputProps = Omit<ComponentProps<'input'>, 'className'> & { look?: keyof typeof LOOKS };

export const Input = ({ look = 'normal', ...rest }: InputProps) => <input className={LOOKS[look]} {...rest} />;

export const NumberInput = (props: InputProps) => (
  <Input inputMode="decimal" autoComplete="off" look="figures" {...props} />
);

export const Textarea = (props: Omit<ComponentProps<'textarea'>, 'className'>) => (
  <textarea dir="auto" className={`${inputStyles} resize-none py-2`} {...props} />
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
