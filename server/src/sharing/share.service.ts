/** Links that show one picture to whoever has them, and nothing else of its room [SH]. Whoever calls knows that they may. */
import { randomBytes } from 'node:crypto';
import {
  GenerationId,
  type ListedShare,
  type RoomId,
  type Share,
  type SharedPicture,
  ShareSlug,
  type User,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import type { Deliverable } from '../gallery/image-delivery.ts';
import { Models } from '../models/models.ts';
import { DomainError } from '../shared/domain-error.ts';
import { CONTENT_TYPES, type PictureKind } from '../storage/object-keys.ts';
import { SharesRepository } from './shares.repository.ts';

const FILES: Record<string, PictureKind> = { 'picture.png': 'original', 'picture.webp': 'thumbnail' };
/** A browser may keep it, and asks each time whether it is still shared [SH4]. */
const ASK_AGAIN = 'private, no-cache';

@Injectable()
export class ShareService {
  constructor(
    private readonly repository: SharesRepository,
    private readonly models: Models,
  ) {}

  /** Safe to repeat: a picture has one link [SH2]. @throws DomainError not_found */
  async share(user: User, generationId: string, index: string): Promise<Share> {
    const slug = ShareSlug.parse(randomBytes(16).toString('base64url'));
    const share = await this.repository.createOnce(pictureOf(generationId, index), slug, user.id);
    if (!share) throw noPicture();
    return share;
  }

  /** @throws DomainError not_found for what is no picture's address */
  find(generationId: string, index: string): Promise<Share | null> {
    return this.repository.find(pictureOf(generationId, index));
  }

  /** Taking back what was taken back does nothing. */
  async revoke(slug: string): Promise<void> {
    await this.repository.revoke(ShareSlug.parse(slug));
  }

  of(user: User): Promise<ListedShare[]> {
    return this.repository.of(user.id);
  }

  ofRoom(roomId: RoomId): Promise<ListedShare[]> {
    return this.repository.ofRoom(roomId);
  }

  /** Null: nothing is shown under it, any more or at all. */
  async open(slug: string): Promise<SharedPicture | null> {
    const found = await this.look(slug);
    return found && { ...found.shared, modelTitle: this.models.titleOf(found.shared.model) };
  }

  /** @throws DomainError not_found */
  async openFile(slug: string, file: string): Promise<{ objectKey: string; picture: Deliverable }> {
    const kind = FILES[file];
    const found = kind && (await this.look(slug));
    if (!found) throw new DomainError('not_found', 'Nothing is shared here.');
    const { sha256, bytes, objectKey, thumbnailKey } = found.image;
    const picture = { contentType: CONTENT_TYPES[kind], sha256, cacheControl: ASK_AGAIN };
    return kind === 'original' ? { objectKey, picture: { ...picture, bytes } } : { objectKey: thumbnailKey, picture };
  }

  private async look(slug: string) {
    const parsed = ShareSlug.safeParse(slug);
    return parsed.success ? this.repository.open(parsed.data) : null;
  }
}

const noPicture = () => new DomainError('not_found', 'There is no such picture.');

/** @throws DomainError not_found */
function pictureOf(generationId: string, index: string) {
  const id = GenerationId.safeParse(generationId);
  if (!id.success || !/^\d{1,4}$/.test(index)) throw noPicture();
  return { generationId: id.data, index: Number(index) };
}
