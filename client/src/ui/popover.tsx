'use client';

import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { floatingPlace, floatingStyles } from './floating.ts';

type PopoverProps = { trigger: ReactNode; label: string; children: ReactNode };

export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content aria-label={label} {...floatingPlace} className={cn(floatingStyles, 'w-72 p-4')}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
