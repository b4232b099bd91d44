'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { floatingPlace, floatingStyles } from './floating.ts';

type MenuProps = { trigger: ReactNode; label: string; children: ReactNode };

/** Opened by a click, Enter or an arrow; arrows and first letters walk it, Esc closes it. */
export function Menu({ trigger, label, children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content aria-label={label} {...floatingPlace} className={cn(floatingStyles, 'w-64 p-1.5 text-sm')}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemStyles =
  'flex min-h-11 cursor-pointer select-none items-center rounded-control px-3 py-2 outline-none data-highlighted:bg-line md:min-h-9';

export const MenuItem = ({ className, ...rest }: ComponentProps<typeof Radix.Item>) => (
  <Radix.Item className={cn(itemStyles, className)} {...rest} />
);

/** Says what the menu is about; not one of its items. */
export const MenuHeading = (props: ComponentProps<typeof Radix.Label>) => (
  <Radix.Label className="px-3 pt-2 pb-2.5" {...props} />
);

export const MenuLine = () => <Radix.Separator className="my-1.5 h-px bg-line" />;

type MenuCheckProps = { isOn: boolean; onTurn: (isOn: boolean) => void; children: ReactNode };

/** On or off, with a dot while it is on. */
export const MenuCheck = ({ isOn, onTurn, children }: MenuCheckProps) => (
  <Radix.CheckboxItem checked={isOn} onCheckedChange={onTurn} className={cn(itemStyles, 'justify-between gap-3')}>
    {children}
    <Radix.ItemIndicator className="size-1.5 shrink-0 rounded-full bg-text" />
  </Radix.CheckboxItem>
);

type MenuChoiceProps = {
  label: string;
  value: string;
  choices: { value: string; text: ReactNode }[];
  onChoose: (value: string) => void;
};

/** One of a few, the chosen one with a dot. */
export const MenuChoice = ({ label, value, choices, onChoose }: MenuChoiceProps) => (
  <Radix.RadioGroup aria-label={label} value={value} onValueChange={onChoose}>
    {choices.map((choice) => (
      <Radix.RadioItem key={choice.value} value={choice.value} className={cn(itemStyles, 'justify-between')}>
        {choice.text}
        <Radix.ItemIndicator className="size-1.5 rounded-full bg-text" />
      </Radix.RadioItem>
    ))}
  </Radix.RadioGroup>
);
