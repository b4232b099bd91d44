import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

const BASE =
  'inline-flex shrink-0 select-none items-center justify-center gap-2 transition-[background-color,border-color,color,opacity] disabled:opacity-50';

const KINDS = {
  accent:
    'rounded-control bg-safelight font-medium text-on-accent enabled:hover:bg-[#ff6a51] enabled:active:bg-[#f03c20]',
  outline: 'rounded-control border border-line bg-surface font-medium text-text enabled:hover:bg-raised',
  grave: 'rounded-control border border-line bg-surface font-medium text-warn enabled:hover:bg-raised',
  quiet: 'rounded-control font-medium text-muted enabled:hover:bg-raised enabled:hover:text-text',
  bright: 'rounded-control font-medium text-text enabled:hover:bg-raised',
  pressed: 'rounded-control bg-raised font-medium text-text',
  lit: 'rounded-control font-medium text-safelight enabled:hover:bg-raised',
  /** Over a picture that develops. */
  over: 'rounded-control bg-ground/75 font-medium text-text enabled:hover:bg-ground',
  overLit: 'rounded-control bg-ground/75 font-medium text-safelight enabled:hover:bg-ground',
  chip: 'rounded-full border border-line font-normal text-text enabled:hover:border-muted enabled:hover:bg-raised',
  pill: 'rounded-full border border-line bg-raised font-medium text-text',
};

/** The figures are how large they are for a pointer; a thumb always gets 44 px. */
const SIZES = {
  normal: 'h-11 whitespace-nowrap px-4 text-sm md:h-10',
  small: 'h-11 whitespace-nowrap px-3 text-sm md:h-8 md:px-2.5',
  chip: 'h-11 whitespace-nowrap px-3 text-sm md:h-8',
  tool: 'h-11 whitespace-nowrap px-3 text-sm max-md:w-11 max-md:px-0 md:h-9 md:px-2.5',
  large: 'h-12 whitespace-nowrap px-6 text-base',
  icon: 'size-11 md:size-8',
  icon36: 'size-11 md:size-9',
  icon40: 'size-11 md:size-10',
  icon44: 'size-11',
  icon48: 'size-11 sm:size-12',
};

/** Without a size (`null`) whoever draws the button gives it one by its class. */
type Look = { kind?: keyof typeof KINDS; size?: keyof typeof SIZES | null };
export type ButtonProps = ComponentProps<'button'> & Look;

export const buttonStyles = ({ kind = 'outline', size = 'normal' }: Look) => cn(BASE, KINDS[kind], size && SIZES[size]);

export function Button({ kind, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={cn(buttonStyles({ kind, size }), className)} {...rest} />;
}
