/**
 * Row and object agree: a picture whose object is gone is developed again from its row, and an object that no row knows is
 * removed. Pictures that somebody brought and nothing was made from are let go of after a day [BD8]. Looks at start and every minute.
 */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { GenerationLifecycle } from '../generations/generation-lifecycle.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { parseObjectKey, parseUploadKey } from '../storage/object-keys.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { ImagesRepository, type StoredPicture } from './images.repository.ts';
import { Mended } from './mended.ts';
import { RoomRemovalRepository } from './room-removal.repository.ts';
import { Rounds } from './rounds.ts';
import { isYoung, UploadRowsRepository } from './upload-rows.repository.ts';

const EVERY_MS = 60_000;
/** More than this, and more than half of all, is no accident of single pictures but the wrong bucket or the wrong database. */
const SUSPICIOUS = 20;

@Injectable()
export class BucketReconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly images: ImagesRepository,
    private readonly uploads: UploadRowsRepository,
    private readonly rooms: RoomRemovalRepository,
    private readonly lifecycle: GenerationLifecycle,
    private readonly store: ObjectStore,
    private readonly mended: Mended,
    redis: Redis,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds('bucket', EVERY_MS, () => this.reconcile(), redis, log);
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  onModuleDestroy(): void {
    this.rounds.stop();
  }

  async reconcile(): Promise<void> {
    // Objects are written before their row: a row that is read first has its objects in the listing that follows.
    // Their rows and objects are being taken away: those two need not agree.
    const deleted = new Set<string>(await this.rooms.deletedRooms());
    const pictures = await this.images.all(deleted);
    await this.uploads.forgetUnused();
    const brought = await this.uploads.ids();
    const keys = new Set<string>();
    for await (const key of this.store.list('rooms/')) if (!deleted.has(key.split('/')[1] ?? '')) keys.add(key);
    const lost = pictures.filter(({ objectKey, thumbnailKey }) => !keys.has(objectKey) || !keys.has(thumbnailKey));
    for (const { objectKey, thumbnailKey } of pictures) for (const key of [objectKey, thumbnailKey]) keys.delete(key);
    const uploads = [...keys].flatMap((key) => {
      const uploadId = parseUploadKey(key)?.uploadId;
      return uploadId ? [{ key, uploadId }] : [];
    });
    for (const { key } of uploads) keys.delete(key);
    const strangers = [...keys];
    if (this.isPlausible('pictures without an object', lost.length, pictures.length)) await this.developAgain(lost);
    const known = 2 * (pictures.length - lost.length);
    if (this.isPlausible('objects without a row', strangers.length, known + strangers.length)) {
      await this.removeOrphans(strangers);
    }
    // One that is just being brought has its objects before its row.
    const left = uploads.filter(({ uploadId }) => !brought.has(uploadId) && !isYoung(uploadId));
    if (this.isPlausible('uploads without a row', left.length, uploads.length)) {
      await this.remove(left.map(({ key }) => key));
    }
  }

  private isPlausible(what: string, count: number, of: number): boolean {
    if (count <= SUSPICIOUS || count <= of / 2) return true;
    this.log.warn({ what, count, of }, 'Database and bucket do not belong together: nothing is mended');
    return false;
  }

  private async developAgain(lost: StoredPicture[]): Promise<void> {
    for (const [id, pictures] of Map.groupBy(lost, ({ generationId }) => generationId)) {
      const indexes = pictures.map(({ index }) => index);
      if (await this.lifecycle.developAgain(id, indexes)) {
        this.mended.note('row_without_object', indexes.length, { id, indexes });
      }
    }
  }

  private async removeOrphans(keys: string[]): Promise<void> {
    const ours = keys.flatMap((key) => {
      const place = parseObjectKey(key);
      return place ? [{ key, ...place }] : [];
    });
    // Of one that is still open the row is about to be written.
    const kept = await this.images.keptBy([...new Set(ours.map(({ generationId }) => generationId))]);
    const orphans = ours
      .filter(({ generationId, index }) => !kept.some((kept) => kept.id === generationId && kept.keeps(index)))
      .map(({ key }) => key);
    await this.remove(orphans);
  }

  private async remove(orphans: string[]): Promise<void> {
    if (orphans.length === 0) return;
    await this.store.delete(orphans);
    this.mended.note('object_without_row', orphans.length);
  }
}
