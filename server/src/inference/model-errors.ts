/** What can go wrong with a run, by what it means for the generation. Nothing else leaves this folder but an abort's reason. */

/** It never began: nobody listens, or no worker is ready. Costs no attempt [GN7]; wait and try again [QU4]. */
export class ModelAway extends Error {
  override readonly name = 'ModelAway';
}

/** It may have begun and was cut off: worker killed, stream broken or unreadable. Costs an attempt. */
export class ModelCrashed extends Error {
  override readonly name = 'ModelCrashed';
}

/** The model refuses this request and would again. `message` is its reason. */
export class ModelRefused extends Error {
  override readonly name = 'ModelRefused';
  readonly field: string | null;

  constructor(message: string, field: string | null = null, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

/** The model gave up in order and says why, e.g. `out_of_memory`. Costs an attempt; try again only if `retryable`. */
export class ModelFailed extends Error {
  override readonly name = 'ModelFailed';
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable: boolean) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }
}

const KINDS = [ModelAway, ModelCrashed, ModelRefused, ModelFailed];

export const isModelError = (error: unknown): boolean => KINDS.some((kind) => error instanceof kind);
