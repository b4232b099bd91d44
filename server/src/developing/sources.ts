/** The picture that image-to-image begins from, as the model takes it. The model has no way to the bucket of its own. */
import { buffer } from 'node:stream/consumers';
import type { Generation } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { DevelopRequest } from '../inference/image-model.ts';
import { Log } from '../shared/log.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { fitTo } from '../storage/start-picture.ts';
import { ImagesRepository } from './images.repository.ts';
import { persist } from './persist.ts';

/** Neither its row nor its object may be there any more, or it cannot be read. A retry looks again. */
export class SourceGone extends Error {
  override readonly name = 'SourceGone';
}

@Injectable()
export class Sources {
  constructor(
    private readonly images: ImagesRepository,
    private readonly store: ObjectStore,
    private readonly log: Log,
  ) {}

  /** Null: it begins from noise. Waits while the store is away. @throws SourceGone */
  async load({ source, strength, ...size }: Generation, signal: AbortSignal): Promise<DevelopRequest['start']> {
    if (strength === null) return null;
    const key = source && (await persist('source row', () => this.images.keyOf(source), this.log, signal));
    if (!key) throw new SourceGone('The picture that it starts from is not there any more.');
    const picture = await persist('source', () => this.read(key), this.log, signal);
    try {
      return { png: await fitTo(picture, { width: size.width, height: size.height }), strength };
    } catch (cause) {
      throw new SourceGone('The picture that it starts from cannot be read.', { cause });
    }
  }

  private async read(key: string): Promise<Buffer> {
    const found = await this.store.find(key);
    if (!found) throw new SourceGone('The picture that it starts from is not there any more.');
    return buffer(found.stream);
  }
}
