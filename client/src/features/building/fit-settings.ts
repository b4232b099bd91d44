import type { ModelStatus } from '@darkroom/protocol';
import type { SettingsDraft } from '../../lib/settings.ts';
import type { FileSettings } from './parameters.ts';

/**
 * What a file says, as far as a model here can do it: numbers go to the nearest that it takes, a size keeps its shape. Only what the file
 * names is changed.
 */
export function fitSettings(file: FileSettings, { name, limits }: ModelStatus): Partial<SettingsDraft> {
  const steps = file.steps === null ? null : clamp(Math.round(file.steps), limits.steps);
  const guidance = file.guidanceScale === null ? null : clamp(file.guidanceScale, limits.guidanceScale);
  const size = file.width && file.height ? fitSize(file.width, file.height, limits.size) : null;
  const seed = file.seed !== null && Number.isSafeInteger(file.seed) && file.seed >= 0 ? file.seed : null;
  return {
    model: name,
    negativePrompt: file.negativePrompt,
    ...(steps !== null && { steps: String(steps) }),
    ...(guidance !== null && { guidanceScale: String(guidance) }),
    ...(size && { width: String(size.width), height: String(size.height) }),
    ...(seed !== null && { seed: String(seed), isSeedFixed: true }),
    count: '1',
  };
}

type Range = { min: number; max: number };

const clamp = (value: number, { min, max }: Range) => Math.min(max, Math.max(min, value));

function fitSize(width: number, height: number, range: Range & { multipleOf: number }) {
  const shrink = Math.min(1, range.max / Math.max(width, height));
  const grow = Math.max(1, range.min / Math.max(1, Math.min(width, height) * shrink));
  const edge = (pixels: number) =>
    clamp(Math.round((pixels * shrink * grow) / range.multipleOf) * range.multipleOf, range);
  return { width: edge(width), height: edge(height) };
}
