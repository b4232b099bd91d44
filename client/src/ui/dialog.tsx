'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import { cn } from './cn.ts';

type DialogProps = {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** Has the focus afterwards: a menu from which this was opened is gone by then. */
  returnTo: RefObject<HTMLElement | null>;
  /** Its width, and what else is other than a small question's look. */
  className?: string;
  children: ReactNode;
};

/** One question in the middle of the page. Esc and a click beside it are "no". */
export function Dialog({ title, isOpen, onClose, returnTo, className = 'w-[26rem]', children }: DialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-ground/80" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnTo.current?.focus();
          }}
          className={cn(
            '-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] max-w-[calc(100vw-2rem)] animate-appear flex-col gap-4 overflow-y-auto rounded-control border border-line bg-surface p-6 shadow-2xl focus:outline-none',
            className,
          )}
        >
          <Radix.Title className="text-balance font-medium text-lg">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
