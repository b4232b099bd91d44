import { type GalleryPage, type GalleryQuery, GenerationId, type RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../shared/domain-error.ts';
import { CONTENT_TYPES, parsePictureFile } from '../storage/object-keys.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { GalleryRepository } from './gallery.repository.ts';
import type { Deliverable } from './image-delivery.ts';

@Injectable()
export class GalleryService {
  constructor(private readonly repository: GalleryRepository) {}

  async page(roomId: RoomId, { cursor, limit }: GalleryQuery): Promise<GalleryPage> {
    // One more than asked for tells whether there is a next page.
    const found = await this.repository.page(roomId, cursor ? readCursor(cursor) : null, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ generation, picture }) => ({ generation, picture })),
      nextCursor: found.length > limit && last ? writeCursor(last.cursor) : null,
    };
  }

  /**
   * The object behind a picture's link.
   *
   * @throws DomainError not_found
   */
  async open(generationId: string, file: string): Promise<{ objectKey: string; picture: Deliverable }> {
    const parsed = parsePictureFile(file);
    const id = GenerationId.safeParse(generationId);
    const image = parsed && id.success ? await this.repository.find(id.data, parsed.index) : null;
    if (!image || !parsed) throw new DomainError('not_found', 'There is no such picture.');
    const isOriginal = parsed.kind === 'original';
    return {
      objectKey: isOriginal ? image.objectKey : image.thumbnailKey,
      picture: {
        contentType: CONTENT_TYPES[parsed.kind],
        sha256: image.sha256,
        ...(isOriginal && { bytes: image.bytes }),
      },
    };
  }
}
