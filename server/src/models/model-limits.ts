import type { GenerationSettings, Model } from '@darkroom/protocol';
import { DomainError } from '../shared/domain-error.ts';

type Settings = Pick<GenerationSettings, 'steps' | 'guidanceScale' | 'width' | 'height'>;

/** The model's own limits, tighter than the protocol's. @throws DomainError naming the setting and what the model can do */
export function assertWithinLimits({ title, limits }: Model, { steps, guidanceScale, width, height }: Settings): void {
  const { size } = limits;
  const range = (value: number, { min, max }: { min: number; max: number }) => value >= min && value <= max;
  if (!range(steps, limits.steps)) {
    throw new DomainError('steps_invalid', `${title} takes ${limits.steps.min} to ${limits.steps.max} steps.`);
  }
  if (!range(guidanceScale, limits.guidanceScale)) {
    const { min, max } = limits.guidanceScale;
    throw new DomainError('guidance_invalid', `${title} takes a guidance scale of ${min} to ${max}.`);
  }
  if (![width, height].every((edge) => range(edge, size) && edge % size.multipleOf === 0)) {
    const message = `${title} makes pictures of ${size.min} to ${size.max} pixels a side, in multiples of ${size.multipleOf}.`;
    throw new DomainError('size_invalid', message);
  }
}
