import type { KeyboardEvent } from 'react';
import { NumberInput } from '../../ui/field.tsx';

type StepperProps = {
  id: string;
  value: string;
  by: number;
  min: number;
  max: number;
  onValue: (value: string) => void;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
};

/** A number that can be typed, stepped with the arrow keys, or with a thumb. */
export function Stepper({ value, by, min, max, onValue, ...control }: StepperProps) {
  const step = (direction: 1 | -1) => {
    const from = Number(value.replace(',', '.'));
    const next = Number.isFinite(from) && value !== '' ? from + direction * by : min;
    onValue(String(Math.min(max, Math.max(min, Math.round(next * 100) / 100))));
  };
  function decide(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? 1 : -1);
  }
  // The buttons are for pointers: the field itself is stepped with the arrow keys.
  const thumb = (direction: 1 | -1) => (
    <button
      type="button"
      aria-hidden
      tabIndex={-1}
      onClick={() => step(direction)}
      className="w-11 shrink-0 text-lg text-muted transition-colors hover:text-text md:w-9"
    >
      {direction === 1 ? '+' : '−'}
    </button>
  );
  return (
    <div className="flex rounded-control border border-line bg-ground transition-colors focus-within:border-safelight has-aria-invalid:border-warn">
      {thumb(-1)}
      <NumberInput
        {...control}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={decide}
        look="stepped"
      />
      {thumb(1)}
    </div>
  );
}
