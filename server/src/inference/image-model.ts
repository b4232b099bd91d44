import type { Model } from '@darkroom/protocol';

export interface DevelopRequest {
  /** Names this run to `cancel`: the model stops within one step after that key is set. */
  job: string;
  model: string;
  prompt: string;
  negativePrompt: string;
  steps: number;
  guidanceScale: number;
  seed: number;
  width: number;
  height: number;
  previewMinIntervalMs: number;
  /** Image-to-image: a PNG of just that width and height, and how far from it the picture may go, 0.1 to 1. */
  start?: { png: Buffer; strength: number } | null;
}

export type DevelopEvent =
  | { event: 'start'; steps: number; model: string; version: string; sentAtMs: number }
  /** `preview` is an encoded image of the predicted x0. `sentAtMs`: Unix time when the line left the model. */
  | { event: 'step'; step: number; steps: number; preview: Buffer | null; previewType: string | null; sentAtMs: number }
  | { event: 'done'; png: Buffer; seed: number; width: number; height: number; denoiseMs: number; decodeMs: number }
  | { event: 'cancelled'; step: number };

/**
 * Port: a model that develops pictures. One implementation speaks to TorchServe.
 *
 * `develop` gives `start`, a `step` for each step, and as its last event `done` or `cancelled`, which it gives only once the model has
 * closed the stream in order. It throws one of model-errors.ts, or the signal's reason when that aborts.
 */
export abstract class ImageModel {
  abstract develop(request: DevelopRequest, signal: AbortSignal): AsyncIterable<DevelopEvent>;
  /** What is known of the models that are served; of one that is away, what was known last. Never throws. */
  abstract describe(): Promise<Model[]>;
  /** By name, whether a worker can take a prompt now. Does not wait behind a running picture. Never throws. */
  abstract ready(): Promise<Record<string, boolean>>;
}
