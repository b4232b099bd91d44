import type { ComponentProps } from 'react';
import { useHue } from '../../lib/connection.ts';
import { initials } from '../../lib/format.ts';
import { cn } from '../../ui/cn.ts';

type AvatarProps = ComponentProps<'span'> & {
  userId: string;
  name: string;
  isMe: boolean;
  isWriting?: boolean;
  label?: string;
};

/** A person's initials in a colour that stays theirs. Mine has the lamp's ring; who writes has one of light around it. */
export function Avatar({ userId, name, isMe, isWriting, label, className, ...rest }: AvatarProps) {
  const hue = useHue(userId);
  return (
    <span
      {...rest}
      className={cn(
        'inline-flex size-8 shrink-0 select-none items-center justify-center rounded-full border-2 border-ground font-semibold text-[0.6875rem] text-ground',
        'outline-2 outline-offset-1 transition-[outline-color]',
        isMe && 'ring-2 ring-safelight ring-offset-0',
        isWriting ? 'outline-text' : 'outline-transparent',
        className,
      )}
      style={{ backgroundColor: `oklch(0.78 0.09 ${hue})` }}
    >
      <span aria-hidden>{initials(name)}</span>
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
