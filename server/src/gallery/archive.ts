import type { RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../shared/domain-error.ts';
import { fileName, UniqueNames } from '../storage/file-names.ts';
import { ObjectStore } from '../storage/object-store.ts';
import type { ZipEntry } from '../storage/zip.ts';
import { GalleryRepository, type PictureId } from './gallery.repository.ts';

/** Chosen pictures of a room as one download: their originals, in the order in which they were stored. */
@Injectable()
export class Archive {
  constructor(
    private readonly repository: GalleryRepository,
    private readonly store: ObjectStore,
  ) {}

  /**
   * Each original is opened when its turn comes. What is not there any more is left out, and said in a file at the end [GL7].
   *
   * @throws DomainError not_found when none of them is in the room, before the first entry; unavailable when the store is away
   */
  async *entries(roomId: RoomId, pictures: readonly PictureId[]): AsyncGenerator<ZipEntry> {
    const images = await this.repository.findAll(roomId, pictures);
    if (images.length === 0) throw new DomainError('not_found', 'None of these pictures is in this room.');
    const names = new UniqueNames();
    const missing: string[] = [];
    for (const { objectKey, createdAt, prompt } of images) {
      const name = names.take(fileName(prompt, 'picture'), '.png');
      const found = await this.store.find(objectKey);
      if (found) yield { name, date: createdAt, content: found.stream };
      else missing.push(name);
    }
    const gone = pictures.length - images.length;
    if (gone > 0) missing.push(`${gone} that ${gone === 1 ? 'is' : 'are'} not in the room any more`);
    if (missing.length > 0) {
      const content = `Not in here, for the room does not have them now:\n\n${missing.join('\n')}\n`;
      yield { name: names.take('missing', '.txt'), date: new Date(), content };
    }
  }
}
