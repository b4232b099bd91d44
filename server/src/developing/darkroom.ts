/**
 * Develops one picture of a generation and stores it: original and thumbnail to the bucket first, then the row, so that no row is
 * ever without its object.
 */
import { type Generation, MAX_SEED, stepsToRun } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { GenerationsRepository } from '../generations/generations.repository.ts';
import { type DevelopRequest, ImageModel } from '../inference/image-model.ts';
import { ModelCrashed } from '../inference/model-errors.ts';
import { Estimates } from '../queue/estimates.ts';
import { Log } from '../shared/log.ts';
import { CONTENT_TYPES, objectKey } from '../storage/object-keys.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { embedSettings } from '../storage/picture-settings.ts';
import { sha256 } from '../storage/sha256.ts';
import { makeThumbnail } from '../storage/thumbnails.ts';
import { ImagesRepository } from './images.repository.ts';
import { LiveProgress } from './live-progress.ts';
import { persist } from './persist.ts';

/** People see no more than ten previews a second [RC4]; the model makes no more. */
const PREVIEW_INTERVAL_MS = 100;
/** How many seeds there are: 0 to MAX_SEED. */
const SEEDS = BigInt(MAX_SEED) + 1n;

interface Beginning {
  /** What image-to-image begins from. */
  start: DevelopRequest['start'];
  /** Called when the model began; its answer is the attempt that every step is reported under. */
  begin: () => Promise<Generation | null>;
}

@Injectable()
export class Darkroom {
  constructor(
    private readonly model: ImageModel,
    private readonly store: ObjectStore,
    private readonly generations: GenerationsRepository,
    private readonly images: ImagesRepository,
    private readonly progress: LiveProgress,
    private readonly estimates: Estimates,
    private readonly log: Log,
  ) {}

  /**
   * @returns the attempt that began, or null when the generation is not wanted any more
   * @throws what inference/model-errors.ts names, or the signal's reason
   */
  async develop(
    generation: Generation,
    index: number,
    { start, begin }: Beginning,
    signal: AbortSignal,
  ): Promise<Generation | null> {
    let begun: Generation | null = null;
    const startedAtMs = performance.now();
    const pace = new Pace();
    for await (const event of this.model.develop({ ...requestOf(generation, index), start }, signal)) {
      if (event.event === 'start') {
        begun = await persist('start', begin, this.log, signal);
        if (!begun) return null;
      } else if (event.event === 'step' && begun) {
        pace.step();
        this.progress.report(begun, index, event);
      } else if (event.event === 'cancelled') return null;
      else if (event.event === 'done' && begun) {
        // Where the model cannot see the flag it runs to its end; its picture is still not stored [GN5].
        if (await persist('cancel', () => this.generations.isCancelRequested(generation.id), this.log, signal))
          return null;
        await this.keep(generation, index, event.png, signal);
        // Nobody waits for what is learnt.
        const wholeMs = performance.now() - startedAtMs;
        void this.estimates
          .learn({ ...generation, steps: stepsToRun(generation) }, { wholeMs, stepMs: pace.stepMs })
          .catch(() => {});
      }
    }
    return begun;
  }

  private async keep(generation: Generation, index: number, png: Buffer, signal: AbortSignal): Promise<void> {
    const { id, roomId } = generation;
    const seed = seedOf(generation, index);
    // It reads every pixel: what is not a whole picture gets no further.
    const thumbnail = await makeThumbnail(png).catch((cause: unknown) => {
      throw new ModelCrashed('The model sent a picture that cannot be read', { cause });
    });
    const original = embedSettings(png, { ...generation, seed });
    const keys = {
      original: objectKey(roomId, id, index, 'original'),
      thumbnail: objectKey(roomId, id, index, 'thumbnail'),
    };
    const put = (key: string, body: Buffer, contentType: string) =>
      persist(key, () => this.store.put(key, body, { contentType, sha256: sha256(body) }), this.log, signal);
    await Promise.all([
      put(keys.original, original, CONTENT_TYPES.original),
      put(keys.thumbnail, thumbnail.webp, CONTENT_TYPES.thumbnail),
    ]);
    const row = {
      generationId: id,
      index,
      roomId,
      objectKey: keys.original,
      thumbnailKey: keys.thumbnail,
      width: generation.width,
      height: generation.height,
      bytes: original.length,
      sha256: sha256(original),
      seed: BigInt(seed),
      placeholder: thumbnail.placeholder,
    };
    const isStored = await persist('picture row', () => this.images.storeOnce(row), this.log, signal);
    if (!isStored) await persist('unwanted', () => this.store.delete(Object.values(keys)), this.log, signal);
  }
}

/** The mean time between steps; the first may come late, for reading the prompt. */
class Pace {
  private firstAtMs = 0;
  private lastAtMs = 0;
  private count = 0;

  step(): void {
    this.lastAtMs = performance.now();
    if (this.count++ === 0) this.firstAtMs = this.lastAtMs;
  }

  /** Milliseconds; null: there were no two of them. */
  get stepMs(): number | null {
    return this.count > 1 ? (this.lastAtMs - this.firstAtMs) / (this.count - 1) : null;
  }
}

/** Picture n is made with seed + n; behind the highest seed comes 0 again [GN3]. */
const seedOf = ({ seed }: Generation, index: number) => Number((BigInt(seed) + BigInt(index)) % SEEDS);

const requestOf = (generation: Generation, index: number) => {
  const { model, prompt, negativePrompt, steps, guidanceScale, width, height } = generation;
  return {
    job: generation.id,
    model,
    prompt,
    negativePrompt,
    steps,
    guidanceScale,
    width,
    height,
    seed: seedOf(generation, index),
    previewMinIntervalMs: PREVIEW_INTERVAL_MS,
  };
};
