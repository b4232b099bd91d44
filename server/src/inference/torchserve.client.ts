/**
 * ImageModel on TorchServe: one HTTP request a picture, its answer NDJSON that arrives while the picture develops. A stream that does
 * not close with an `end` line means that the worker died, whatever came before.
 */
import { Injectable } from '@nestjs/common';
import { type DevelopEvent, type DevelopRequest, ImageModel } from './image-model.ts';
import { isModelError, ModelCrashed } from './model-errors.ts';
import { readNdjson } from './ndjson.ts';
import { brokenConnection } from './torchserve-errors.ts';
import { TorchServeHttp } from './torchserve-http.ts';
import { readLine } from './torchserve-lines.ts';
import { TorchServeModels } from './torchserve-models.ts';

@Injectable()
export class TorchServeClient extends ImageModel {
  constructor(
    private readonly http: TorchServeHttp,
    private readonly models: TorchServeModels,
  ) {
    super();
  }

  async *develop(request: DevelopRequest, signal: AbortSignal): AsyncGenerator<DevelopEvent> {
    try {
      const body = await this.http.predict(request.model, toBody(request), signal);
      try {
        yield* readEvents(body);
      } finally {
        // Also when the reader stopped early: the connection must not stay open.
        body.destroy();
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw isModelError(error) ? error : brokenConnection(error);
    }
  }

  describe() {
    return this.models.describe();
  }

  ready() {
    return this.models.ready();
  }
}

/** The last event waits for the `end` line: until then the worker may have died. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<DevelopEvent> {
  let last: DevelopEvent | undefined;
  for await (const value of readNdjson(body)) {
    const event = readLine(value);
    if (event.event === 'end') {
      if (!last) throw new ModelCrashed('The model ended without a result');
      yield last;
      return;
    }
    if (last) throw new ModelCrashed(`The model sent "${event.event}" after "${last.event}"`);
    if (event.event === 'done' || event.event === 'cancelled') last = event;
    else yield event;
  }
  throw new ModelCrashed('The model stopped in the middle of a picture');
}

const toBody = (request: DevelopRequest) => ({
  job: request.job,
  prompt: request.prompt,
  negative_prompt: request.negativePrompt,
  steps: request.steps,
  guidance_scale: request.guidanceScale,
  seed: request.seed,
  width: request.width,
  height: request.height,
  preview_every: 1,
  preview_min_interval_ms: request.previewMinIntervalMs,
});
