import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

const styles = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control font-medium transition-[background-color,border-color,color,opacity] disabled:opacity-50',
  {
    variants: {
      kind: {
        accent: 'bg-safelight text-on-accent enabled:hover:bg-[#ff6a51] enabled:active:bg-[#f03c20]',
        outline: 'border border-line bg-surface text-text enabled:hover:bg-raised',
        quiet: 'text-muted enabled:hover:bg-raised enabled:hover:text-text',
        chip: 'rounded-full border border-line font-normal text-text enabled:hover:border-muted enabled:hover:bg-raised',
      },
      size: {
        normal: 'h-11 px-4 text-sm md:h-10',
        small: 'h-11 px-3 text-sm md:h-8 md:px-2.5',
        large: 'h-12 px-6 text-base',
        icon: 'size-11 md:size-8',
      },
    },
    defaultVariants: { kind: 'outline', size: 'normal' },
  },
);

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof styles>;

export const buttonStyles = styles;

export function Button({ kind, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={cn(styles({ kind, size }), className)} {...rest} />;
}
