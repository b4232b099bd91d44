import { type Upload, UploadId, type User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Deliverable } from '../gallery/image-delivery.ts';
import { RoomService } from '../rooms/room.service.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Turns } from '../shared/turns.ts';
import { decodeBrought } from '../storage/brought-picture.ts';
import { CONTENT_TYPES, type PictureKind, uploadKey } from '../storage/object-keys.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { sha256 } from '../storage/sha256.ts';
import { makeThumbnail } from '../storage/thumbnails.ts';
import { UploadsRepository } from './uploads.repository.ts';

const FILES: Record<string, PictureKind> = { 'original.png': 'original', 'thumbnail.webp': 'thumbnail' };

@Injectable()
export class UploadService {
  /** Decoding takes memory by the hundred MB: one at a time, however many are brought. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: UploadsRepository,
    private readonly rooms: RoomService,
    private readonly store: ObjectStore,
  ) {}

  /**
   * Keeps a picture for the room. The same one of the same person is kept once, so a request may be repeated.
   *
   * @throws DomainError upload_invalid, or unavailable while the store is away; then nothing is kept
   */
  async bring(user: User, slug: string, file: Buffer): Promise<Upload> {
    const { png, thumbnail, ...size } = await this.turns.take('decode', () => decode(file));
    const room = await this.rooms.find(slug);
    const digest = sha256(png);
    const before = await this.repository.again(room.id, user.id, digest);
    const id = UploadId.parse(before?.id ?? uuidv7());
    const key = (kind: PictureKind) => uploadKey(room.id, id, kind);
    const put = (kind: PictureKind, body: Buffer) =>
      this.store.put(key(kind), body, { contentType: CONTENT_TYPES[kind], sha256: sha256(body) });
    const isThere = async (kind: PictureKind) => (await this.store.head(key(kind))) !== null;
    if (before && (await isThere('original')) && (await isThere('thumbnail'))) return toUpload(before);
    // Objects before their row: what is left without one is removed by the reconciler [BD8].
    await Promise.all([put('original', png), put('thumbnail', thumbnail)]);
    // The bucket had lost them.
    if (before) return toUpload(before);
    const stored = await this.repository.storeOnce({
      id,
      ...size,
      roomId: room.id,
      authorId: user.id,
      objectKey: key('original'),
      bytes: png.length,
      sha256: digest,
    });
    // It was brought twice at once; what is left of ours, should this fail, is removed by the reconciler too.
    if (stored.id !== id) void this.store.delete([key('original'), key('thumbnail')]).catch(() => {});
    return toUpload(stored);
  }

  /**
   * The object behind an upload's link.
   *
   * @throws DomainError not_found
   */
  async open(uploadId: string, file: string): Promise<{ objectKey: string; picture: Deliverable }> {
    const kind = FILES[file];
    const id = UploadId.safeParse(uploadId);
    const row = kind && id.success ? await this.repository.find(id.data) : null;
    if (!row || !kind) throw new DomainError('not_found', 'There is no such picture.');
    return {
      objectKey: uploadKey(row.roomId, row.id, kind),
      picture: {
        contentType: CONTENT_TYPES[kind],
        sha256: row.sha256,
        ...(kind === 'original' && { bytes: row.bytes }),
      },
    };
  }
}

async function decode(file: Buffer) {
  const picture = await decodeBrought(file);
  return { ...picture, thumbnail: (await makeThumbnail(picture.png)).webp };
}

const toUpload = ({ id, width, height }: { id: string; width: number; height: number }): Upload => ({
  id: UploadId.parse(id),
  width,
  height,
});
