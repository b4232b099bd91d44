/**
 * All that Darkroom holds of a person, as one zip that is made while it is read [MD2]. Rows come a page at a time and each picture is
 * opened when its turn comes, so that what it costs does not grow with how much there is.
 */
import { Readable } from 'node:stream';
import type { User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Log } from '../shared/log.ts';
import { ObjectStore } from '../storage/object-store.ts';
import type { ZipEntry } from '../storage/zip.ts';
import { type ExportedGeneration, ExportRepository } from './export.repository.ts';
import { ExportNames } from './export-names.ts';

const README = `What Darkroom holds of you.

about-me.json   your name, how you sign in, your rooms, favourites, reactions and links
prompts.json    every prompt of yours with its settings, what became of it, and where its pictures lie in here
one folder a room, with the pictures that you made there and those that you brought

Each picture holds its prompt and settings itself: other tools for Stable Diffusion read them.
Times are in UTC. A picture that could not be found is named in missing.txt.
`;

@Injectable()
export class ExportService {
  constructor(
    private readonly repository: ExportRepository,
    private readonly store: ObjectStore,
    private readonly log: Log,
  ) {}

  async *entries(user: User): AsyncGenerator<ZipEntry> {
    const date = new Date();
    const aboutMe = await this.repository.person(user.id);
    yield { name: 'README.txt', date, content: README };
    yield { name: 'about-me.json', date, content: JSON.stringify(aboutMe, null, 2) };
    yield { name: 'prompts.json', date, content: Readable.from(this.prompts(user)) };
    const missing: string[] = [];
    yield* this.pictures(user, missing);
    if (missing.length === 0) return;
    this.log.warn({ userId: user.id, missing: missing.length }, 'An export lacks pictures');
    yield { name: 'missing.txt', date, content: `${missing.join('\n')}\n` };
  }

  private async *prompts(user: User): AsyncGenerator<string> {
    const names = new ExportNames();
    let before = '[\n';
    for await (const generation of this.repository.generations(user.id)) {
      yield before + JSON.stringify(promptOf(generation, names));
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  }

  private async *pictures(user: User, missing: string[]): AsyncGenerator<ZipEntry> {
    const names = new ExportNames();
    for await (const generation of this.repository.generations(user.id)) {
      for (const image of generation.images) {
        yield* this.object(image.objectKey, names.picture(generation, image.index), image.createdAt, missing);
      }
    }
    for await (const upload of this.repository.uploads(user.id)) {
      yield* this.object(upload.objectKey, names.upload(upload), upload.createdAt, missing);
    }
  }

  /** One that is gone is noted; a store that is away breaks the export off. */
  private async *object(key: string, name: string, date: Date, missing: string[]): AsyncGenerator<ZipEntry> {
    const found = await this.store.find(key);
    if (!found) return void missing.push(name);
    try {
      yield { name, date, content: found.stream };
    } finally {
      found.stream.destroy();
    }
  }
}

function promptOf(generation: ExportedGeneration, names: ExportNames) {
  const { id, room, status, prompt, negativePrompt, model, steps, guidanceScale, width, height, seed, count } =
    generation;
  const { parentId, parentIndex, strength, errorCode, createdAt, startedAt, finishedAt, images } = generation;
  return {
    id,
    room: room.name,
    status,
    ...{ prompt, negativePrompt, model, steps, guidanceScale, width, height, count },
    seed: Number(seed),
    ...{ parentId, parentIndex, strength, errorCode },
    ...{ createdAt, startedAt, finishedAt },
    pictures: images.map(({ index, sha256, seed }) => ({
      file: names.picture(generation, index),
      sha256,
      seed: Number(seed),
    })),
  };
}
