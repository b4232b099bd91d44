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
        yield* readEvents(body, request);
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
async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  { width, height }: DevelopRequest,
): AsyncGenerator<DevelopEvent> {
  const order = new Order();
  for await (const value of readNdjson(body)) {
    const event = readLine(value);
    if (event.event === 'end') {
      yield order.end();
      return;
    }
    order.next(event);
    if (event.event === 'done' && (event.width !== width || event.height !== height)) {
      throw new ModelCrashed(`The model made ${event.width} x ${event.height} pixels instead of ${width} x ${height}`);
    }
    if (!isLast(event)) yield event;
  }
  throw new ModelCrashed('The model stopped in the middle of a picture');
}

const isLast = ({ event }: DevelopEvent) => event === 'done' || event === 'cancelled';

/** start, steps that count up, and one result: what comes otherwise is not to be trusted with a picture. */
class Order {
  private latest: DevelopEvent | undefined;
  private step = 0;

  /** @throws ModelCrashed */
  next(event: DevelopEvent): void {
    const { latest } = this;
    const isBeginning = event.event === 'start';
    if (latest ? isLast(latest) || isBeginning : !isBeginning) {
      throw new ModelCrashed(`The model sent "${event.event}" after ${latest ? `"${latest.event}"` : 'nothing'}`);
    }
    if (event.event === 'step') {
      const { step, steps } = event;
      if (step <= this.step || step > steps) throw new ModelCrashed(`Step ${step} of ${steps} came after ${this.step}`);
      this.step = step;
    }
    this.latest = event;
  }

  /** The result. @throws ModelCrashed where there is none */
  end(): DevelopEvent {
    if (!this.latest || !isLast(this.latest)) throw new ModelCrashed('The model ended without a result');
    return this.latest;
  }
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
  ...(request.start && { init_image: request.start.png.toString('base64'), strength: request.start.strength }),
});
