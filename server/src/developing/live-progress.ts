/** Steps and previews on their way to the room [RC4]; the last preview of each picture is kept for those who join meanwhile. */
import { type Generation, GenerationId, type Progress, RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { RESP_TYPES } from 'redis';
import { RoomFeed } from '../realtime/room-feed.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';

const KEEP_SECONDS = 600;
const keyOf = (id: GenerationId) => `darkroom:progress:${id}`;

export interface Step {
  step: number;
  steps: number;
  preview: Buffer | null;
  previewType: string | null;
  sentAtMs: number;
}

@Injectable()
export class LiveProgress {
  constructor(
    private readonly redis: Redis,
    private readonly feed: RoomFeed,
    private readonly log: Log,
  ) {}

  report(generation: Generation, index: number, { preview, previewType, ...step }: Step): void {
    const { id: generationId, roomId, attempts: attempt } = generation;
    const progress: Progress = { roomId, generationId, attempt, index, preview, previewType, ...step };
    this.feed.signal(roomId, 'generation:progressed', progress);
    this.remember(progress).catch((error: unknown) => this.log.debug({ reason: String(error) }, 'A step was not kept'));
  }

  /** Where each of these stands; one that has not made a step yet is left out. */
  async last(generations: Generation[]): Promise<Progress[]> {
    const client = this.redis.commands.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
    const kept = await Promise.all(generations.map(({ id }) => client.hmGet(keyOf(id), ['step', 'preview'])));
    return generations.flatMap(({ attempts }, i) => {
      const [step, preview] = kept[i] ?? [];
      if (!step) return [];
      const progress = JSON.parse(step.toString()) as Omit<Progress, 'preview'>;
      return progress.attempt === attempts ? [revive(progress, preview as Buffer | null)] : [];
    });
  }

  /** Nobody joins in the middle of it any more. One that is not told so, because a worker died, is forgotten by itself. */
  async forget(id: GenerationId): Promise<void> {
    await this.redis.commands.del(keyOf(id)).catch(() => {});
  }

  /** A step without a preview keeps the one before it, unless another picture has begun. */
  private async remember({ preview, ...step }: Progress): Promise<void> {
    const key = keyOf(step.generationId);
    const write = this.redis.commands.multi().hSet(key, 'step', JSON.stringify(step));
    if (preview) write.hSet(key, 'preview', Buffer.from(preview));
    else if (step.step === 1) write.hDel(key, 'preview');
    await write.expire(key, KEEP_SECONDS).exec();
  }
}

const revive = (progress: Omit<Progress, 'preview'>, preview: Buffer | null): Progress => ({
  ...progress,
  roomId: RoomId.parse(progress.roomId),
  generationId: GenerationId.parse(progress.generationId),
  preview,
  previewType: progress.previewType ?? (preview ? 'image/webp' : null),
});
